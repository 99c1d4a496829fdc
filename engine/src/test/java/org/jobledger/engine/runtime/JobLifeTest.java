package org.jobledger.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jobledger.engine.EngineConfig;
import org.jobledger.engine.Forcing;
import org.jobledger.engine.Job;
import org.jobledger.engine.JobContext;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.JobHandler;
import org.jobledger.engine.JobInfo;
import org.jobledger.engine.JobInfoType;
import org.jobledger.engine.JobRefusedException;
import org.jobledger.engine.JobRequest;
import org.jobledger.engine.JobScope;
import org.jobledger.engine.JobStats;
import org.jobledger.engine.NoSuchJobException;
import org.jobledger.engine.Operation;
import org.jobledger.engine.ResourceBusyException;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.EventType;
import org.jobledger.engine.event.JobClass;
import org.jobledger.engine.event.JobStatus;
import org.jobledger.engine.event.OpenMode;
import org.jobledger.engine.event.RecordedEvent;
import org.jobledger.engine.event.RecoveryPolicy;
import org.jobledger.engine.event.ResourceRef;
import org.jobledger.engine.kit.TestEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The life of jobs through the public API, without a crash. */
@Timeout(60)
class JobLifeTest {
    private static final ResourceRef VOLUME = ResourceRef.of("pool", "p").child("volume", "v");

    @TempDir
    private Path directory;

    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);
    private final AtomicInteger undone = new AtomicInteger();

    private EngineConfig.Builder engine() {
        return operations(JobEngine.at(directory.resolve("ledger")));
    }

    private EngineConfig.Builder operations(EngineConfig.Builder builder) {
        return builder.operation(Operation.of("wait", RecoveryPolicy.RESUME, new Waiting()))
                .operation(Operation.of("nothing", RecoveryPolicy.RESTART, job -> Document.of("done", true)))
                .operation(Operation.of("fail", RecoveryPolicy.FAIL, job -> {
                    throw new IOException("disk on fire");
                }));
    }

    /** Enters, waits until it is released or aborted, and counts how often it is undone. */
    private final class Waiting implements JobHandler {
        @Override
        public Document run(JobContext job) throws Exception {
            job.progress().total(10, "bytes");
            job.phase(1, 2, "first");
            if (job.checkpoint().isEmpty()) {
                job.progress().advance(4);
                job.checkpoint(Document.of("at", 4), Forcing.NOTHING);
            }
            entered.countDown();
            while (release.getCount() > 0) {
                job.checkAbort();
                Thread.onSpinWait();
            }
            job.progress().advance(6);
            return Document.empty();
        }

        @Override
        public void undo(JobContext job) {
            undone.incrementAndGet();
        }
    }

    @Test
    void aJobRunsAndItsRecordSurvivesAReopening() throws Exception {
        long id;
        try (JobEngine engine = engine().open()) {
            Job job = engine.submit(JobRequest.of("nothing").on(VOLUME).by("admin", "volNothing"));
            id = job.id();
            JobStats stats = job.await();
            assertThat(stats.type()).isEqualTo(JobInfoType.COMPLETED);
            assertThat(stats.result()).isEqualTo(Document.of("done", true));
            assertThat(engine.jobStats(id)).contains(stats);
            assertThat(engine.jobs()).isEmpty();
            assertThat(engine.events(id))
                    .extracting(RecordedEvent::event)
                    .extracting("class.simpleName")
                    .containsExactly("JobCreated", "JobStarted", "JobFinishing", "JobCompleted");
        }
        try (JobEngine engine = engine().mode(OpenMode.INSPECT).open()) {
            assertThat(engine.jobStats(id))
                    .get()
                    .extracting(JobStats::principal)
                    .isEqualTo("admin");
            assertThat(engine.finishedJobs(5)).extracting(JobStats::id).containsExactly(id);
        }
    }

    @Test
    void liveInfoShowsProgressPhaseAndCheckpoint() throws Exception {
        try (JobEngine engine = engine().open()) {
            Job job = engine.submit(JobRequest.of("wait").on(VOLUME));
            entered.await();
            JobInfo info = engine.jobInfo(job.id()).orElseThrow();
            assertThat(info.type()).isEqualTo(JobInfoType.BOUNDED);
            assertThat(info.status()).isEqualTo(JobStatus.RUNNING);
            assertThat(info.processed()).isEqualTo(4);
            assertThat(info.total()).isEqualTo(info.processed() + info.remaining());
            assertThat(info.checkpointed()).isEqualTo(4);
            assertThat(info.phase().name()).isEqualTo("first");
            assertThat(engine.holder(VOLUME)).get().extracting(JobInfo::id).isEqualTo(job.id());
            release.countDown();
            assertThat(job.await().processed()).isEqualTo(10);
        }
    }

    @Test
    void aBusyResourceIsRefusedAtOnceWithItsHolderAndTheRefusalIsRecorded() throws Exception {
        try (JobEngine engine = engine().open()) {
            Job holder = engine.submit(JobRequest.of("wait").on(VOLUME).by("admin", "volWait"));
            entered.await();
            assertThatThrownBy(() ->
                            engine.submit(JobRequest.of("nothing").on(VOLUME).nowait()))
                    .isInstanceOf(ResourceBusyException.class)
                    .hasMessageContaining("volume 'p/v'")
                    .hasMessageContaining("job " + holder.id() + " (wait, volWait by admin, since ")
                    .hasMessageContaining("phase 1/2 first");
            assertThat(engine.jobStats(holder.id() + 1))
                    .get()
                    .extracting(JobStats::status)
                    .isEqualTo(JobStatus.REJECTED);
            release.countDown();
            holder.await();
        }
    }

    @Test
    void aJobThatWaitsIsStartedWhenTheHolderEnds() throws Exception {
        try (JobEngine engine = engine().open()) {
            Job holder = engine.submit(JobRequest.of("wait").on(VOLUME));
            entered.await();
            Job waiting = engine.submit(JobRequest.of("nothing").on(VOLUME));
            assertThat(engine.jobInfo(waiting.id()))
                    .get()
                    .extracting(JobInfo::status)
                    .isEqualTo(JobStatus.QUEUED);
            release.countDown();
            assertThat(waiting.await().type()).isEqualTo(JobInfoType.COMPLETED);
            assertThat(holder.await().type()).isEqualTo(JobInfoType.COMPLETED);
        }
    }

    @Test
    void aJobThatWaitsTooLongIsRejected() throws Exception {
        try (TestEngine kit = TestEngine.open(this::operations)) {
            JobEngine engine = kit.engine();
            Job holder = engine.submit(JobRequest.of("wait").on(VOLUME));
            entered.await();
            Job waiting = engine.submit(JobRequest.of("nothing").on(VOLUME).waiting(Duration.ofDays(1)));
            kit.advance(Duration.ofDays(1));
            JobStats stats = waiting.await();
            assertThat(stats.status()).isEqualTo(JobStatus.REJECTED);
            assertThat(stats.code()).isEqualTo("timeout");
            assertThat(stats.message()).contains("job " + holder.id());
            release.countDown();
            holder.await();
        }
    }

    @Test
    void anAbortEndsARunningJobAfterItsUndo() throws Exception {
        try (JobEngine engine = engine().open()) {
            Job job = engine.submit(JobRequest.of("wait").on(VOLUME));
            entered.await();
            engine.job(job.id()).abort("admin", "changed my mind");
            JobStats stats = job.await();
            assertThat(stats.type()).isEqualTo(JobInfoType.CANCELLED);
            assertThat(stats.message()).isEqualTo("wait: canceled by client");
            assertThat(undone).hasValue(1);
            assertThatThrownBy(() -> job.abort("admin", "again")).isInstanceOf(JobRefusedException.class);
            assertThatThrownBy(() -> engine.job(job.id())).isInstanceOf(NoSuchJobException.class);
        }
    }

    @Test
    void anAbortEndsAWaitingJobAtOnceAndItsHandlerIsNeverCalled() throws Exception {
        try (JobEngine engine = engine().open()) {
            Job holder = engine.submit(JobRequest.of("wait").on(VOLUME));
            entered.await();
            Job waiting = engine.submit(JobRequest.of("wait").on(VOLUME));
            waiting.abort("admin", "no");
            assertThat(waiting.await().attempts()).isZero();
            assertThat(waiting.await().type()).isEqualTo(JobInfoType.CANCELLED);
            release.countDown();
            assertThat(holder.await().type()).isEqualTo(JobInfoType.COMPLETED);
        }
    }

    @Test
    void aHandlersErrorFailsTheJobWithItsMessage() throws Exception {
        try (JobEngine engine = engine().open()) {
            JobStats stats = engine.submit(JobRequest.of("fail").on(VOLUME)).await();
            assertThat(stats.type()).isEqualTo(JobInfoType.FAILED);
            assertThat(stats.message()).isEqualTo("disk on fire");
        }
    }

    @Test
    void aNormalJobExcludesOthersAndEndsAsItIsLeft() throws Exception {
        try (JobEngine engine = engine().open()) {
            JobRequest modify = JobRequest.normal(JobClass.MODIFY, "define").on(VOLUME);
            long done;
            try (JobScope scope = engine.begin(modify)) {
                done = scope.id();
                assertThatThrownBy(() -> engine.begin(modify.nowait())).isInstanceOf(ResourceBusyException.class);
                scope.complete();
            }
            long left;
            try (JobScope scope = engine.begin(modify)) {
                left = scope.id();
            }
            assertThat(engine.jobStats(done)).get().extracting(JobStats::type).isEqualTo(JobInfoType.COMPLETED);
            assertThat(engine.jobStats(left)).get().extracting(JobStats::type).isEqualTo(JobInfoType.FAILED);
        }
    }

    @Test
    void aQueryLeavesNothingInTheLog() throws Exception {
        try (JobEngine engine = engine().open()) {
            long before = engine.position();
            try (JobScope scope =
                    engine.begin(JobRequest.normal(JobClass.QUERY, "look").on(VOLUME))) {
                scope.complete();
            }
            assertThat(engine.position()).isEqualTo(before);
        }
    }

    @Test
    void closingLeavesARunningJobForTheNextOpeningWhichResumesIt() throws Exception {
        long id;
        try (JobEngine engine = engine().open()) {
            id = engine.submit(JobRequest.of("wait").on(VOLUME)).id();
            entered.await();
        }
        release.countDown();
        try (JobEngine engine = engine().open()) {
            assertThat(engine.recoveries()).singleElement().hasFieldOrPropertyWithValue("processed", 4L);
            engine.close(Duration.ofSeconds(20));
        }
        try (JobEngine engine = engine().mode(OpenMode.INSPECT).open()) {
            assertThat(engine.jobStats(id)).get().satisfies(stats -> {
                assertThat(stats.type()).isEqualTo(JobInfoType.COMPLETED);
                assertThat(stats.attempts()).isEqualTo(2);
            });
            List<EventType> types = engine.events(id).stream()
                    .map(event -> event.event().type())
                    .toList();
            assertThat(types).containsOnlyOnce(EventType.JOB_INTERRUPTED, EventType.RECOVERY_DECIDED);
        }
        assertThat(undone).hasValue(0);
    }
}
