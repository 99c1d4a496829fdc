package org.jobledger.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jobledger.engine.InvalidRequestException;
import org.jobledger.engine.Job;
import org.jobledger.engine.JobInfoType;
import org.jobledger.engine.JobRequest;
import org.jobledger.engine.JobStats;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.JobStatus;
import org.jobledger.engine.event.ResourceRef;
import org.junit.jupiter.api.Test;

/** How jobs end: refused verbs after the end, endings in two steps, keys that find the job again, through the public API. */
class EndingsTest extends LifeWorld {
    @Test
    void verbsOnAJobThatHasEndedAreRefusedWithItsState() throws Exception {
        Job job = engine.submit(JobRequest.of("quick").on(THING));
        job.await();
        assertRefused(() -> job.abort("me", "x"), job, "completed", "abort");
        assertRefused(() -> job.pause("me"), job, "completed", "pause");
        assertRefused(() -> job.resume("me"), job, "completed", "resume");
        assertRefused(() -> job.limitSpeed("me", 1), job, "completed", "set-speed");
        assertRefused(() -> job.finalizeJob("me"), job, "completed", "finalize");
        assertRefused(() -> job.dismiss("me"), job, "completed", "dismiss");
    }

    @Test
    void aJobFinalizedByHandWaitsAndThenStands() throws Exception {
        Job job = engine.submit(JobRequest.of("quick").on(THING).finalizedByHand());
        await(() -> status(job) == JobStatus.PENDING);
        assertThat(engine.holder(THING)).isPresent();
        job.finalizeJob("admin");
        assertThat(job.await().result()).isEqualTo(Document.of("done", true));
        assertThat(engine.holder(THING)).isEmpty();
        assertThat(events(job)).endsWith("JobPending", "JobFinalized", "JobCompleted");
    }

    @Test
    void aPendingJobThatIsAbortedIsUndone() throws Exception {
        Job job = engine.submit(JobRequest.of("quick").on(THING).finalizedByHand());
        await(() -> status(job) == JobStatus.PENDING);
        job.abort("admin", "not good");
        assertThat(job.await().type()).isEqualTo(JobInfoType.CANCELLED);
        assertThat(undone).hasValue(1);
    }

    @Test
    void aJobDismissedByHandFreesItsClaimsButStaysInTheList() throws Exception {
        Job job = engine.submit(JobRequest.of("fail").on(THING).dismissedByHand());
        JobStats stats = job.await();
        assertThat(stats.type()).isEqualTo(JobInfoType.FAILED);
        assertThat(engine.holder(THING)).isEmpty();
        assertThat(engine.jobs()).singleElement().satisfies(info -> {
            assertThat(info.status()).isEqualTo(JobStatus.CONCLUDED);
            assertThat(info.type()).isEqualTo(JobInfoType.FAILED);
        });
        assertRefused(() -> job.abort("me", "x"), job, "concluded", "abort");
        assertThat(engine.jobStats(job.id())).contains(stats);
        reopen();
        Job again = engine.job(job.id());
        assertThat(again.await()).isEqualTo(stats);
        again.dismiss("admin");
        assertThat(engine.jobs()).isEmpty();
        assertThat(engine.jobStats(job.id())).contains(stats);
        assertThat(engine.verify().sound()).isTrue();
    }

    @Test
    void theSameKeyGivesTheSameJobWhileItRunsWhenItHasEndedAndAfterARestart() throws Exception {
        Job first = engine.submit(JobRequest.of("step").on(THING).key("order 7"));
        assertThat(engine.submit(JobRequest.of("step").on(THING).key("order 7").nowait())
                        .id())
                .isEqualTo(first.id());
        go.set(true);
        JobStats stats = first.await();
        assertThat(engine.submit(JobRequest.of("step").on(THING).key("order 7")).await())
                .isEqualTo(stats);
        reopen();
        assertThat(engine.submit(JobRequest.of("step").on(THING).key("order 7")).await())
                .isEqualTo(stats);
        assertThat(calls).hasValue(1);
        assertThatThrownBy(() -> engine.submit(JobRequest.of("quick").on(THING).key("order 7")))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("order 7")
                .hasMessageContaining("job " + first.id());
    }

    @Test
    void manyThreadsWithOneKeyGetOneJob() throws Exception {
        List<Long> ids = Collections.synchronizedList(new ArrayList<>());
        ExecutorService many = Executors.newFixedThreadPool(8);
        for (int i = 0; i < 40; i++) {
            many.execute(() -> ids.add(
                    engine.submit(JobRequest.of("step").on(THING).key("k")).id()));
        }
        finish(many);
        assertThat(ids).hasSize(40).containsOnly(ids.get(0));
        go.set(true);
        assertThat(engine.submit(JobRequest.of("step").on(THING).key("k"))
                        .await()
                        .type())
                .isEqualTo(JobInfoType.COMPLETED);
        assertThat(calls).hasValue(1);
    }

    /** Who comes second under a key finds the job, and is not refused because that one holds the claims. */
    @Test
    void twoAtOnceWithOneKeyGetOneJobThoughTheyDoNotWait() throws Exception {
        ExecutorService two = Executors.newFixedThreadPool(2);
        for (int round = 0; round < 100; round++) {
            JobRequest request = JobRequest.of("quick")
                    .on(ResourceRef.of("thing", "k" + round))
                    .key("k" + round)
                    .nowait();
            CyclicBarrier start = new CyclicBarrier(2);
            Callable<Long> submit = () -> {
                start.await();
                return engine.submit(request).id();
            };
            Future<Long> one = two.submit(submit);
            assertThat(two.submit(submit).get()).as("round %d", round).isEqualTo(one.get());
        }
        finish(two);
    }

    @Test
    void aRefusalFreesItsKey() throws Exception {
        Job holder = engine.submit(JobRequest.of("step").on(THING));
        entered.await();
        JobRequest keyed = JobRequest.of("quick").on(THING).key("again").nowait();
        assertThatThrownBy(() -> engine.submit(keyed)).hasMessageContaining("held by");
        go.set(true);
        holder.await();
        assertThat(engine.submit(keyed).await().type()).isEqualTo(JobInfoType.COMPLETED);
    }
}
