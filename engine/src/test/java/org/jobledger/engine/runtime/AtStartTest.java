package org.jobledger.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jobledger.engine.EngineConfig;
import org.jobledger.engine.InvalidRequestException;
import org.jobledger.engine.Job;
import org.jobledger.engine.JobContext;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.JobHandler;
import org.jobledger.engine.JobInfoType;
import org.jobledger.engine.JobRequest;
import org.jobledger.engine.Operation;
import org.jobledger.engine.ResourceChange;
import org.jobledger.engine.ResourceRecord;
import org.jobledger.engine.VersionConflictException;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.EventType;
import org.jobledger.engine.event.OpenMode;
import org.jobledger.engine.event.RecordedEvent;
import org.jobledger.engine.event.RecoveryPolicy;
import org.jobledger.engine.event.ResourceRef;
import org.jobledger.engine.kit.CrashPoint;
import org.jobledger.engine.kit.TestEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a handler has recorded at its start is there exactly if its job is accepted and started. */
@Timeout(120)
class AtStartTest {
    private static final ResourceRef THING = ResourceRef.of("thing", "t");
    private static final int POWER_CUTS = 4;

    private final CountDownLatch go = new CountDownLatch(1);
    private OpenMode mode = OpenMode.RECOVER;

    private EngineConfig.Builder operations(EngineConfig.Builder engine) {
        return engine.mode(mode)
                .operation(Operation.of("make", RecoveryPolicy.RESTART, new Making()))
                .operation(Operation.of("hold", RecoveryPolicy.FAIL, job -> {
                    go.await();
                    return Document.empty();
                }));
    }

    /** Says whose thing it is; says in its result whether that was so when it was called. */
    private static final class Making implements JobHandler {
        @Override
        public List<ResourceChange> atStart(long jobId, Document parameters) {
            if (parameters.equals(Document.of("bad", true))) {
                throw new InvalidRequestException("a bad thing");
            }
            return List.of(new ResourceChange(
                    THING, parameters.value("version") instanceof Long said ? said : 0, ofJob(jobId)));
        }

        @Override
        public Document run(JobContext job) {
            return Document.of("job", job.jobId());
        }
    }

    private static Document ofJob(long id) {
        return Document.of("job", id);
    }

    private static Instant at(JobEngine engine, long job, EventType type) {
        return engine.events(job).stream()
                .filter(event -> event.event().type() == type)
                .map(RecordedEvent::at)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void acceptanceStartAndDefinitionAreOneGroupAndTheDefinitionKnowsItsJob() throws Exception {
        try (TestEngine kit = TestEngine.open(this::operations)) {
            JobEngine engine = kit.engine();
            long before = engine.position();
            Job job = engine.submit(JobRequest.of("make").on(THING));
            assertThat(engine.resource(THING)).contains(new ResourceRecord(THING, 1, ofJob(job.id())));
            assertThat(job.await().type()).isEqualTo(JobInfoType.COMPLETED);
            assertThat(at(engine, job.id(), EventType.JOB_CREATED))
                    .isEqualTo(at(engine, job.id(), EventType.JOB_STARTED));
            assertThat(engine.events(job.id()).get(0).position())
                    .as("the definition comes first")
                    .isEqualTo(before + 2);
        }
    }

    private boolean isHalf(CrashPoint.Moment moment, long cut) throws InterruptedException {
        mode = OpenMode.RECOVER;
        try (TestEngine kit = TestEngine.open(this::operations)) {
            kit.crashAt(new CrashPoint(moment, EventType.RESOURCE_RECORDED, 1));
            Thread caller = new Thread(() -> {
                try {
                    Job unused = kit.engine().submit(JobRequest.of("make").on(THING));
                } catch (RuntimeException e) {
                    // The crash.
                }
            });
            caller.start();
            kit.awaitCrash();
            mode = OpenMode.HOLD;
            JobEngine held = cut == 0 ? kit.reopen() : kit.reopenAfterPowerCut(cut);
            boolean started = held.jobInfo(1).isPresent() || held.jobStats(1).isPresent();
            caller.join();
            return held.resource(THING).isPresent() != started;
        }
    }

    @Test
    void noCrashFindsTheDefinitionWithoutTheJobOrTheJobWithoutTheDefinition() throws Exception {
        assertThat(isHalf(CrashPoint.Moment.BEFORE_FORCE, 0)).isFalse();
        assertThat(isHalf(CrashPoint.Moment.AFTER_FORCE, 0)).isFalse();
        for (long cut = 1; cut <= POWER_CUTS; cut++) {
            assertThat(isHalf(CrashPoint.Moment.BEFORE_FORCE, cut))
                    .as("power cut %d", cut)
                    .isFalse();
        }
    }

    @Test
    void whatCannotBeRecordedRefusesTheJobAndLeavesNothingHeld() throws Exception {
        try (TestEngine kit = TestEngine.open(engine -> operations(engine).workers(1))) {
            JobEngine engine = kit.engine();
            JobRequest on = JobRequest.of("make").on(THING).nowait();
            assertThatThrownBy(() -> engine.submit(on.with(Document.of("version", 3L))))
                    .isInstanceOf(VersionConflictException.class)
                    .hasMessageContaining("not 3");
            assertThatThrownBy(() -> engine.submit(on.with(Document.of("bad", true))))
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessage("a bad thing");
            assertThat(engine.jobs()).isEmpty();
            assertThat(engine.resource(THING)).isEmpty();
            assertThat(engine.submit(on).await().type()).isEqualTo(JobInfoType.COMPLETED);
        }
    }

    @Test
    void aJobThatHadToWaitStartsWithout() throws Exception {
        try (TestEngine kit = TestEngine.open(this::operations)) {
            JobEngine engine = kit.engine();
            Job holder = engine.submit(JobRequest.of("hold").on(THING));
            Job waiter = engine.submit(JobRequest.of("make").on(THING).waiting(Duration.ofMinutes(1)));
            go.countDown();
            assertThat(holder.await().type()).isEqualTo(JobInfoType.COMPLETED);
            assertThat(waiter.await().type()).isEqualTo(JobInfoType.COMPLETED);
            assertThat(engine.resource(THING)).isEmpty();
        }
    }
}
