package org.jobledger.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jobledger.engine.CommittingHandler;
import org.jobledger.engine.EngineConfig;
import org.jobledger.engine.Job;
import org.jobledger.engine.JobContext;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.JobInfo;
import org.jobledger.engine.JobInfoType;
import org.jobledger.engine.JobRefusedException;
import org.jobledger.engine.JobRequest;
import org.jobledger.engine.JobStats;
import org.jobledger.engine.Operation;
import org.jobledger.engine.ResourceRecord;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.EventType;
import org.jobledger.engine.event.JobStatus;
import org.jobledger.engine.event.OpenMode;
import org.jobledger.engine.event.RecoveryPolicy;
import org.jobledger.engine.event.ResourceRef;
import org.jobledger.engine.kit.CrashPoint;
import org.jobledger.engine.kit.TestEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Work that a handler prepares and then makes to stand: when that is called, and that neither a crash nor a verb comes in between. */
@Timeout(120)
class CommittingHandlerTest {
    private static final ResourceRef THING = ResourceRef.of("thing", "t");
    private static final ResourceRef OTHER = ResourceRef.of("thing", "u");

    private final AtomicInteger ran = new AtomicInteger();
    private final AtomicInteger committed = new AtomicInteger();
    private final AtomicInteger undone = new AtomicInteger();
    private final CountDownLatch committing = new CountDownLatch(1);
    private final CountDownLatch go = new CountDownLatch(1);

    private EngineConfig.Builder operations(EngineConfig.Builder engine) {
        return engine.operation(Operation.of("publish", RecoveryPolicy.FAIL, new Publishing()))
                .operation(Operation.of("fail", RecoveryPolicy.FAIL, job -> {
                    throw new IOException("disk on fire");
                }));
    }

    /** Publishes the thing that it prepared, under a version; waits for the test where the parameters say so. */
    private final class Publishing implements CommittingHandler {
        @Override
        public Document run(JobContext job) {
            ran.incrementAndGet();
            job.progress().total(1, "things");
            job.progress().advance(1);
            return Document.of("prepared", true);
        }

        @Override
        public void commit(JobContext job) throws Exception {
            committed.incrementAndGet();
            committing.countDown();
            if (job.parameters().value("waits") != null) {
                go.await();
            }
            if (job.parameters().value("fails") != null) {
                throw new IOException("the name is taken");
            }
            job.record(THING, 0, Document.of("published", true));
        }

        @Override
        public void undo(JobContext job) {
            undone.incrementAndGet();
        }
    }

    private static List<String> events(JobEngine engine, long id) {
        return engine.events(id).stream()
                .map(event -> event.event().type().wireName())
                .toList();
    }

    private static void until(JobEngine engine, long id, JobStatus status) {
        while (engine.jobInfo(id).map(JobInfo::status).orElse(null) != status) {
            Thread.onSpinWait();
        }
    }

    @Test
    void theWorkStandsWhenItIsFinalizedAndNotBefore() throws Exception {
        try (TestEngine kit = TestEngine.open(this::operations)) {
            Job job = kit.engine().submit(JobRequest.of("publish").on(THING).finalizedByHand());
            until(kit.engine(), job.id(), JobStatus.PENDING);
            assertThat(kit.engine().resource(THING)).isEmpty();
            assertThat(committed).hasValue(0);
            job.finalizeJob("admin");
            JobStats stats = job.await();
            assertThat(stats.type()).isEqualTo(JobInfoType.COMPLETED);
            assertThat(stats.result()).isEqualTo(Document.of("prepared", true));
            assertThat(kit.engine().resource(THING))
                    .map(ResourceRecord::version)
                    .contains(1L);
            assertThat(events(kit.engine(), job.id())).endsWith("JobPending", "JobFinalized", "JobCompleted");
        }
    }

    @Test
    void workThatIsNotLeftToAnybodyStandsAsSoonAsItIsDone() throws Exception {
        try (TestEngine kit = TestEngine.open(this::operations)) {
            Job job = kit.engine().submit(JobRequest.of("publish").on(THING));
            assertThat(job.await().type()).isEqualTo(JobInfoType.COMPLETED);
            assertThat(committed).hasValue(1);
            assertThat(undone).hasValue(0);
        }
    }

    @Test
    void whileItIsMadeToStandNoVerbIsTaken() throws Exception {
        try (TestEngine kit = TestEngine.open(this::operations)) {
            Job job = kit.engine().submit(JobRequest.of("publish").on(THING).with(Document.of("waits", true)));
            committing.await();
            assertThat(kit.engine().jobInfo(job.id())).map(JobInfo::status).contains(JobStatus.FINISHING);
            for (Runnable verb : List.<Runnable>of(
                    () -> job.abort("me", "no"),
                    () -> job.pause("me"),
                    () -> job.resume("me"),
                    () -> job.limitSpeed("me", 1),
                    () -> job.finalizeJob("me"),
                    () -> job.dismiss("me"))) {
                assertThatThrownBy(verb::run)
                        .isInstanceOf(JobRefusedException.class)
                        .hasMessageContaining("in state 'finishing'");
            }
            go.countDown();
            assertThat(job.await().type()).isEqualTo(JobInfoType.COMPLETED);
        }
    }

    @Test
    void aGroupStandsWhenAllItsWorkIsDoneAndNotAtAllWhereOneFails() throws Exception {
        try (TestEngine kit = TestEngine.open(this::operations)) {
            List<Job> jobs = kit.engine()
                    .submitTogether(List.of(
                            JobRequest.of("publish").on(THING),
                            JobRequest.of("fail").on(OTHER)));
            for (Job job : jobs) {
                assertThat(job.await().type()).isNotEqualTo(JobInfoType.COMPLETED);
            }
            assertThat(committed).hasValue(0);
            List<Job> sound =
                    kit.engine().submitTogether(List.of(JobRequest.of("publish").on(THING)));
            assertThat(sound.get(0).await().type()).isEqualTo(JobInfoType.COMPLETED);
            assertThat(committed).hasValue(1);
        }
    }

    @Test
    void whatCannotBeMadeToStandFailsAndIsNotUndone() throws Exception {
        try (TestEngine kit = TestEngine.open(this::operations)) {
            Job job = kit.engine().submit(JobRequest.of("publish").on(THING).with(Document.of("fails", true)));
            JobStats stats = job.await();
            assertThat(stats.type()).isEqualTo(JobInfoType.FAILED);
            assertThat(stats.code()).isEqualTo("commit-failed");
            assertThat(stats.message()).contains("the name is taken");
            assertThat(undone).hasValue(0);
        }
    }

    @Test
    void aCrashWhileItIsMadeToStandHasThatCalledAgainAndNothingElse() throws Exception {
        try (TestEngine kit = TestEngine.open(this::operations)) {
            kit.crashAt(CrashPoint.afterForce(EventType.JOB_FINALIZED, 1));
            long id = kit.engine()
                    .submit(JobRequest.of("publish").on(THING).dismissedByHand())
                    .id();
            kit.awaitCrash();
            assertThat(kit.reopen().recoveries())
                    .singleElement()
                    .satisfies(planned -> assertThat(planned.reason()).contains("called again"));
            kit.engine().close(Duration.ofMinutes(1));
            JobEngine again = kit.restart();
            assertThat(again.jobStats(id)).map(JobStats::type).contains(JobInfoType.COMPLETED);
            assertThat(again.resource(THING)).isPresent();
            assertThat(ran).hasValue(1);
            assertThat(committed).hasValue(1);
            assertThat(undone).hasValue(0);
        }
    }

    @Test
    void aJobThatWasFinalizedBeforeACrashCannotBeAbortedWhileItIsHeld() throws Exception {
        try (TestEngine kit = TestEngine.open(this::operations)) {
            kit.crashAt(CrashPoint.afterForce(EventType.JOB_FINALIZED, 1));
            long id = kit.engine().submit(JobRequest.of("publish").on(THING)).id();
            kit.awaitCrash();
            Job held =
                    kit.reopen(engine -> operations(engine).mode(OpenMode.HOLD)).job(id);
            assertThatThrownBy(() -> held.abort("me", "no")).hasMessageContaining("was finalized");
        }
    }
}
