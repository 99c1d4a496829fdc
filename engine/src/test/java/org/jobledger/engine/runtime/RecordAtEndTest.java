package org.jobledger.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jobledger.engine.EngineConfig;
import org.jobledger.engine.Job;
import org.jobledger.engine.JobContext;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.JobHandler;
import org.jobledger.engine.JobInfo;
import org.jobledger.engine.JobInfoType;
import org.jobledger.engine.JobRequest;
import org.jobledger.engine.JobStats;
import org.jobledger.engine.Operation;
import org.jobledger.engine.ResourceRecord;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.EventType;
import org.jobledger.engine.event.JobStatus;
import org.jobledger.engine.event.OpenMode;
import org.jobledger.engine.event.RecordedEvent;
import org.jobledger.engine.event.RecoveryPolicy;
import org.jobledger.engine.event.ResourceRef;
import org.jobledger.engine.kit.CrashPoint;
import org.jobledger.engine.kit.TestEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a handler has recorded at its end is there exactly if its work is done: no crash and no refusal comes between the two. */
@Timeout(120)
class RecordAtEndTest {
    private static final ResourceRef THING = ResourceRef.of("thing", "t");
    private static final ResourceRef OTHER = ResourceRef.of("thing", "u");
    private static final Document MADE = Document.of("made", true);
    private static final Document UNDONE = Document.of("undone", true);
    private static final int POWER_CUTS = 2;

    @TempDir
    private Path directory;

    private final AtomicInteger undone = new AtomicInteger();
    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch go = new CountDownLatch(1);
    private OpenMode mode = OpenMode.RECOVER;

    private EngineConfig.Builder operations(EngineConfig.Builder engine) {
        return engine.mode(mode)
                .operation(Operation.of("make", RecoveryPolicy.RESTART, job -> {
                    job.recordAtEnd(THING, version(job), MADE);
                    return Document.empty();
                }))
                .operation(Operation.of("make-in-two", RecoveryPolicy.RESTART, job -> {
                    job.record(THING, 0, MADE);
                    return Document.empty();
                }))
                .operation(Operation.of("wait-and-make", RecoveryPolicy.RESTART, job -> {
                    entered.countDown();
                    go.await();
                    job.recordAtEnd(THING, version(job), MADE);
                    return Document.empty();
                }))
                .operation(Operation.of("stale", RecoveryPolicy.RESTART, new Stale()))
                .operation(Operation.of("fail", RecoveryPolicy.FAIL, new Failing()));
    }

    private static long version(JobContext job) {
        return job.parameters().value("version") instanceof Long said ? said : 0;
    }

    /** Says what is to be recorded and fails; its undo has something else recorded. */
    private static final class Failing implements JobHandler {
        @Override
        public Document run(JobContext job) throws IOException {
            job.recordAtEnd(THING, 0, MADE);
            throw new IOException("on fire");
        }

        @Override
        public void undo(JobContext job) {
            job.recordAtEnd(OTHER, 0, UNDONE);
        }
    }

    /** Has seen another version than there is, and notes that it is undone. */
    private final class Stale implements JobHandler {
        @Override
        public Document run(JobContext job) {
            job.recordAtEnd(OTHER, 0, MADE);
            job.recordAtEnd(THING, 3, MADE);
            return Document.empty();
        }

        @Override
        public void undo(JobContext job) {
            undone.incrementAndGet();
        }
    }

    private static List<RecordedEvent> log(JobEngine engine) throws InterruptedException {
        long last = engine.position();
        List<RecordedEvent> log = new ArrayList<>();
        CountDownLatch all = new CountDownLatch(1);
        try (var subscription = engine.subscribe(1, event -> {
            log.add(event);
            if (event.position() == last) {
                all.countDown();
            }
        })) {
            all.await();
            return log;
        }
    }

    /** The events of a group have one time, and no two groups have the same. */
    private static Instant at(List<RecordedEvent> log, EventType type) {
        return log.stream()
                .filter(event -> event.event().type() == type)
                .findFirst()
                .orElseThrow()
                .at();
    }

    @Test
    void theDefinitionAndTheEndAreOneGroupTheDefinitionFirst() throws Exception {
        try (JobEngine engine = operations(JobEngine.at(directory)).open()) {
            JobStats stats = engine.submit(JobRequest.of("make").on(THING)).await();
            assertThat(stats.type()).isEqualTo(JobInfoType.COMPLETED);
            assertThat(engine.resource(THING)).contains(new ResourceRecord(THING, 1, MADE));
            List<RecordedEvent> log = log(engine);
            assertThat(at(log, EventType.RESOURCE_RECORDED)).isEqualTo(at(log, EventType.JOB_COMPLETED));
            assertThat(log.stream().map(event -> event.event().type()))
                    .containsSubsequence(EventType.RESOURCE_RECORDED, EventType.JOB_COMPLETED);
        }
    }

    /**
     * Whether the definition is there without the end, or the end without it, after a crash on the way of the definition to the disk.
     *
     * @param cut the seed of a power cut; 0 for the end of the process
     */
    private boolean isHalf(String operation, CrashPoint.Moment moment, long cut) throws InterruptedException {
        mode = OpenMode.RECOVER;
        try (TestEngine kit = TestEngine.open(this::operations)) {
            kit.crashAt(new CrashPoint(moment, EventType.RESOURCE_RECORDED, 1));
            long id = kit.engine().submit(JobRequest.of(operation).on(THING)).id();
            kit.awaitCrash();
            mode = OpenMode.HOLD;
            JobEngine held = cut == 0 ? kit.reopen() : kit.reopenAfterPowerCut(cut);
            assertThat(held.jobInfo(id).isPresent() || held.jobStats(id).isPresent())
                    .isTrue();
            return held.resource(THING).isPresent() != held.jobStats(id).isPresent();
        }
    }

    @Test
    void noCrashFindsTheOneWithoutTheOther() throws Exception {
        assertThat(isHalf("make", CrashPoint.Moment.BEFORE_FORCE, 0)).isFalse();
        assertThat(isHalf("make", CrashPoint.Moment.AFTER_FORCE, 0)).isFalse();
        for (long cut = 1; cut <= POWER_CUTS; cut++) {
            assertThat(isHalf("make", CrashPoint.Moment.BEFORE_FORCE, cut))
                    .as("power cut %d", cut)
                    .isFalse();
        }
    }

    /** The test of the test: the same crash finds a definition that is a group of its own without the end. */
    @Test
    void aCrashFindsTheOneWithoutTheOtherWhereTheyAreTwoGroups() throws Exception {
        assertThat(isHalf("make-in-two", CrashPoint.Moment.AFTER_FORCE, 0)).isTrue();
    }

    @Test
    void aCallThatFailsHasNothingRecordedAndItsUndoHas() throws Exception {
        try (JobEngine engine = operations(JobEngine.at(directory)).open()) {
            JobStats stats = engine.submit(JobRequest.of("fail")).await();
            assertThat(stats.message()).isEqualTo("on fire");
            assertThat(engine.resource(THING)).isEmpty();
            assertThat(engine.resource(OTHER)).map(ResourceRecord::definition).contains(UNDONE);
            List<RecordedEvent> log = log(engine);
            assertThat(at(log, EventType.RESOURCE_RECORDED)).isEqualTo(at(log, EventType.JOB_FAILED));
        }
    }

    @Test
    void aDefinitionThatCannotBeRecordedFailsTheJobAsIfTheHandlerHadMetThat() throws Exception {
        try (TestEngine kit = TestEngine.open(this::operations)) {
            JobEngine engine = kit.engine();
            JobStats stale = engine.submit(JobRequest.of("stale")).await();
            assertThat(stale.type()).isEqualTo(JobInfoType.FAILED);
            assertThat(stale.code()).isEqualTo("conflict");
            assertThat(stale.message()).contains("version 0").contains("not 3");
            assertThat(undone).hasValue(1);
            assertThat(engine.resource(THING)).isEmpty();
            assertThat(engine.resource(OTHER)).as("all or nothing").isEmpty();
            assertThat(engine.submit(JobRequest.of("make")).await().type()).isEqualTo(JobInfoType.COMPLETED);
        }
    }

    /** Its end was refused after a job had been chosen to follow: that one runs all the same, once. */
    @Test
    void whoFollowsInThePlaceOfAJobWhoseEndWasRefusedRunsOnce() throws Exception {
        try (TestEngine kit = TestEngine.open(engine -> operations(engine).workers(1))) {
            JobEngine engine = kit.engine();
            Job first = engine.submit(JobRequest.of("wait-and-make").with(Document.of("version", 3L)));
            entered.await();
            Job second = engine.submit(JobRequest.of("make"));
            Job third = engine.submit(JobRequest.of("make").with(Document.of("version", 1L)));
            go.countDown();
            assertThat(first.await().code()).isEqualTo("conflict");
            assertThat(second.await().type()).isEqualTo(JobInfoType.COMPLETED);
            assertThat(third.await().type()).isEqualTo(JobInfoType.COMPLETED);
            assertThat(engine.resource(THING)).map(ResourceRecord::version).contains(2L);
            assertThat(engine.events(second.id()).stream()
                            .filter(event -> event.event().type() == EventType.JOB_STARTED))
                    .hasSize(1);
        }
    }

    @Test
    void whereTheJobWaitsItIsRecordedWhenItsWorkIsDone() throws Exception {
        try (TestEngine kit = TestEngine.open(this::operations)) {
            JobEngine engine = kit.engine();
            Job job = engine.submit(JobRequest.of("make").finalizedByHand());
            while (engine.jobInfo(job.id()).map(JobInfo::status).orElse(null) != JobStatus.PENDING) {
                Thread.onSpinWait();
            }
            assertThat(engine.resource(THING)).map(ResourceRecord::definition).contains(MADE);
            job.finalizeJob("admin");
            assertThat(job.await().type()).isEqualTo(JobInfoType.COMPLETED);
            assertThat(engine.resource(THING)).map(ResourceRecord::version).contains(1L);
        }
    }
}
