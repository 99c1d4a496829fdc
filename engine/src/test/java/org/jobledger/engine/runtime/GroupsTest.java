package org.jobledger.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jobledger.engine.InvalidRequestException;
import org.jobledger.engine.Job;
import org.jobledger.engine.JobInfoType;
import org.jobledger.engine.JobRequest;
import org.jobledger.engine.JobScope;
import org.jobledger.engine.JobStats;
import org.jobledger.engine.ResourceBusyException;
import org.jobledger.engine.Shutdown;
import org.jobledger.engine.event.JobClass;
import org.jobledger.engine.event.JobStatus;
import org.jobledger.engine.event.ResourceRef;
import org.junit.jupiter.api.Test;

/** Jobs that end together, and which of many runs first, through the public API. */
class GroupsTest extends LifeWorld {
    @Test
    void groupsFinishTogether() throws Exception {
        List<Job> jobs = engine.submitTogether(
                List.of(JobRequest.of("quick").on(THING), JobRequest.of("step").on(ResourceRef.of("thing", "u"))));
        await(() -> status(jobs.get(0)) == JobStatus.WAITING);
        assertRefused(() -> jobs.get(0).finalizeJob("me"), jobs.get(0), "waiting", "finalize");
        go.set(true);
        for (Job job : jobs) {
            assertThat(job.await().type()).isEqualTo(JobInfoType.COMPLETED);
        }
        assertThat(engine.holder(THING)).isEmpty();
        assertThat(undone).hasValue(0);
    }

    @Test
    void aGroupOfWhichOneFailsIsUndoneWhole() throws Exception {
        List<Job> jobs = engine.submitTogether(
                List.of(JobRequest.of("quick").on(THING), JobRequest.of("fail").on(ResourceRef.of("thing", "u"))));
        assertThat(jobs.get(1).await().type()).isEqualTo(JobInfoType.FAILED);
        JobStats other = jobs.get(0).await();
        assertThat(other.type()).isEqualTo(JobInfoType.CANCELLED);
        assertThat(other.message()).contains("job " + jobs.get(1).id());
        assertThat(engine.holder(THING)).isEmpty();
    }

    @Test
    void aGroupThatWaitsForItsClaimsIsAbortedWhole() throws Exception {
        engine.submit(JobRequest.of("step").on(THING));
        entered.await();
        List<Job> jobs = engine.submitTogether(
                List.of(JobRequest.of("quick").on(THING), JobRequest.of("quick").on(ResourceRef.of("thing", "u"))));
        jobs.get(1).abort("admin", "no");
        for (Job job : jobs) {
            assertThat(job.await().type()).isEqualTo(JobInfoType.CANCELLED);
        }
    }

    /** What one of them allows beside it is said of its own claims, whichever it is and also after a crash. */
    @Test
    void eachJobOfAGroupHasItsOwnMask() throws Exception {
        ResourceRef other = ResourceRef.of("thing", "u");
        List<Job> jobs = engine.submitTogether(List.of(
                JobRequest.of("step").on(THING).allowing(JobClass.MODIFY),
                JobRequest.of("step").on(other)));
        await(() -> calls.get() == 2);
        requireMasks(other);
        engine.close(Shutdown.LEAVE, LATE);
        open();
        await(() -> calls.get() == 4);
        requireMasks(other);
        go.set(true);
        for (Job job : jobs) {
            await(() -> engine.jobInfo(job.id()).isEmpty());
        }
    }

    private void requireMasks(ResourceRef other) throws InterruptedException {
        JobRequest modify = JobRequest.normal(JobClass.MODIFY, "m").nowait();
        try (JobScope beside = engine.begin(modify.on(THING))) {
            beside.complete();
        }
        assertThatThrownBy(() -> engine.begin(modify.on(other))).isInstanceOf(ResourceBusyException.class);
        JobRequest query = JobRequest.normal(JobClass.QUERY, "q").nowait();
        assertThatThrownBy(() -> engine.begin(query.on(THING))).isInstanceOf(ResourceBusyException.class);
        try (JobScope beside = engine.begin(query.on(other))) {
            beside.complete();
        }
    }

    @Test
    void aGroupIsFinalizedByOneWord() throws Exception {
        List<Job> jobs = engine.submitTogether(List.of(
                JobRequest.of("quick").on(THING).finalizedByHand(),
                JobRequest.of("quick").on(ResourceRef.of("thing", "u")).finalizedByHand()));
        for (Job job : jobs) {
            await(() -> status(job) == JobStatus.PENDING);
        }
        jobs.get(0).finalizeJob("admin");
        for (Job job : jobs) {
            assertThat(job.await().type()).isEqualTo(JobInfoType.COMPLETED);
        }
    }

    @Test
    void groupsThatCannotBeAreRefusedBeforeAnythingIsAppended() {
        long before = engine.position();
        JobRequest one = JobRequest.of("quick").on(THING);
        assertThatThrownBy(() -> engine.submitTogether(List.of())).isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> engine.submitTogether(List.of(one, one))).hasMessageContaining("thing 't'");
        assertThatThrownBy(() -> engine.submitTogether(List.of(one.key("k")))).hasMessageContaining("'k'");
        assertThat(engine.position()).isEqualTo(before);
    }

    @Test
    void greaterPrioritiesRunFirst() throws Exception {
        List<Job> jobs = new ArrayList<>();
        jobs.add(engine.submit(JobRequest.of("step")));
        jobs.add(engine.submit(JobRequest.of("step")));
        await(() -> calls.get() == 2);
        for (int priority : List.of(0, 5, 1, 5)) {
            jobs.add(engine.submit(JobRequest.of("quick").priority(priority)));
        }
        go.set(true);
        for (Job job : jobs) {
            job.await();
        }
        List<Long> order = jobs.subList(2, 6).stream()
                .sorted(Comparator.comparing(this::startPosition))
                .map(Job::id)
                .toList();
        long first = jobs.get(2).id();
        assertThat(order.subList(0, 2)).containsExactlyInAnyOrder(first + 1, first + 3);
        assertThat(order.get(3)).isIn(first, first + 2);
    }

    private long startPosition(Job job) {
        return engine.events(job.id()).stream()
                .filter(event -> event.event().type().wireName().equals("JobStarted"))
                .findFirst()
                .orElseThrow()
                .position();
    }
}
