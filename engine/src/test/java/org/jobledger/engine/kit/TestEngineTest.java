package org.jobledger.engine.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jobledger.engine.EngineConfig;
import org.jobledger.engine.Forcing;
import org.jobledger.engine.Job;
import org.jobledger.engine.JobContext;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.JobHandler;
import org.jobledger.engine.JobRequest;
import org.jobledger.engine.JobScope;
import org.jobledger.engine.JobStats;
import org.jobledger.engine.NoSuchJobException;
import org.jobledger.engine.Operation;
import org.jobledger.engine.PlannedRecovery;
import org.jobledger.engine.ResourceBusyException;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.EventType;
import org.jobledger.engine.event.JobClass;
import org.jobledger.engine.event.JobStatus;
import org.jobledger.engine.event.RecoveryOutcome;
import org.jobledger.engine.event.RecoveryPolicy;
import org.jobledger.engine.event.ResourceRef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The kit for embedders does what it says: time, crashes, and what becomes of the work. */
@Timeout(600)
class TestEngineTest {
    private static final ResourceRef THING = ResourceRef.of("thing", "t");
    private static final int STEPS = 3;
    private static final int CUTS = 5;

    private final List<Long> begun = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger undone = new AtomicInteger();
    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);

    private EngineConfig.Builder operations(EngineConfig.Builder engine) {
        return engine.operation(Operation.of("steps", RecoveryPolicy.RESUME, new Steps()))
                .operation(Operation.of("hold", RecoveryPolicy.FAIL, job -> {
                    entered.countDown();
                    release.await();
                    return Document.empty();
                }));
    }

    /** Checkpoints each step, and tells where it begins and whether it is undone. */
    private final class Steps implements JobHandler {
        @Override
        public Document run(JobContext job) throws Exception {
            long at = job.checkpoint().map(point -> point.integer("at")).orElse(0L);
            begun.add(at);
            job.progress().total(STEPS, "steps");
            while (at < STEPS) {
                job.progress().advance(1);
                job.checkpoint(Document.of("at", ++at), Forcing.NOTHING);
            }
            return Document.of("steps", at);
        }

        @Override
        public void undo(JobContext job) {
            undone.incrementAndGet();
        }
    }

    private static JobStats end(JobEngine engine, long id) throws InterruptedException {
        try {
            return engine.job(id).await();
        } catch (NoSuchJobException ended) {
            return engine.jobStats(id).orElseThrow();
        }
    }

    @Test
    void aHandlerResumesAfterACrashAtEachOfItsCheckpoints() throws Exception {
        for (int n = 1; n <= STEPS; n++) {
            begun.clear();
            try (TestEngine kit = TestEngine.open(this::operations)) {
                kit.crashAt(CrashPoint.afterCheckpoint(n));
                long id = kit.engine().submit(JobRequest.of("steps").on(THING)).id();
                kit.awaitCrash();
                JobEngine engine = kit.reopen();
                assertThat(end(engine, id).status()).isEqualTo(JobStatus.COMPLETED);
                assertThat(begun).containsExactly(0L, (long) n);
                assertThat(engine.recoveries())
                        .extracting(PlannedRecovery::outcome)
                        .containsExactly(RecoveryOutcome.RESUMED);
                assertThat(engine.verify().sound()).isTrue();
            }
        }
        assertThat(undone).as("a killed process undoes nothing").hasValue(0);
    }

    @Test
    void whatIsWrittenAndNotForcedOutlivesAKillAndAPowerCutOnlyByLot() throws Exception {
        List<Long> resumedAt = new ArrayList<>();
        for (long seed = 0; seed < CUTS; seed++) {
            begun.clear();
            try (TestEngine kit = TestEngine.open(this::operations)) {
                kit.crashAt(CrashPoint.beforeForce(EventType.CHECKPOINT_REACHED, 2));
                long id = kit.engine().submit(JobRequest.of("steps").on(THING)).id();
                kit.awaitCrash();
                JobEngine engine = seed == 0 ? kit.reopen() : kit.reopenAfterPowerCut(seed);
                assertThat(end(engine, id).status()).isEqualTo(JobStatus.COMPLETED);
                resumedAt.add(begun.get(1));
            }
        }
        assertThat(resumedAt.get(0)).as("after a kill").isEqualTo(2L);
        assertThat(resumedAt).as("where it went on, by seed").isSubsetOf(1L, 2L);
        System.out.println("after power cuts before the force of the second checkpoint it went on at " + resumedAt);
    }

    @Test
    void tablesThatMissedTheEndOfTheJournalCatchUp() throws Exception {
        try (TestEngine kit = TestEngine.open(this::operations)) {
            kit.crashAt(CrashPoint.beforeTables(EventType.JOB_COMPLETED, 1));
            long id = kit.engine().submit(JobRequest.of("steps").on(THING)).id();
            kit.awaitCrash();
            JobEngine engine = kit.reopen();
            assertThat(engine.jobStats(id)).get().extracting(JobStats::status).isEqualTo(JobStatus.COMPLETED);
            assertThat(begun).containsExactly(0L);
            assertThat(engine.verify().sound()).isTrue();
        }
    }

    @Test
    void anyEventCanBeTheLast() throws Exception {
        for (int n = 1; n <= 7; n += 2) {
            try (TestEngine kit = TestEngine.open(this::operations)) {
                kit.crashAt(CrashPoint.afterEvent(n));
                assertThatThrownBy(() -> kit.engine()
                                .submit(JobRequest.of("steps").on(THING))
                                .await())
                        .isInstanceOf(RuntimeException.class);
                assertThat(end(kit.reopen(), 1).status()).isEqualTo(JobStatus.COMPLETED);
            }
        }
    }

    @Test
    void aKillAtAnyTimeAndARestartInGoodOrderLoseNothing() throws Exception {
        try (TestEngine kit = TestEngine.open(this::operations)) {
            Job job = kit.engine().submit(JobRequest.of("hold").on(THING));
            entered.await();
            kit.kill();
            assertThat(kit.crashed()).isTrue();
            JobEngine engine = kit.reopen(this::operations);
            assertThat(end(engine, job.id()).status()).isEqualTo(JobStatus.FAILED);
            assertThat(kit.restart().jobStats(job.id())).isPresent();
        }
    }

    @Test
    void waitsEndWhenTheVirtualTimeHasCome() throws Exception {
        try (TestEngine kit = TestEngine.open(this::operations)) {
            JobEngine engine = kit.engine();
            Job holder = engine.submit(JobRequest.of("hold").on(THING));
            entered.await();
            Job waiting = engine.submit(JobRequest.of("steps").on(THING).waiting(Duration.ofHours(2)));
            kit.advance(Duration.ofHours(2).minusNanos(1));
            assertThat(engine.jobInfo(waiting.id())).isPresent();
            kit.advance(Duration.ofNanos(1));
            assertThat(waiting.await().code()).isEqualTo("timeout");
            assertThat(Duration.between(
                            waiting.await().createdAt(), waiting.await().endedAt()))
                    .isEqualTo(Duration.ofHours(2));
            release.countDown();
            holder.await();
        }
    }

    @Test
    void aNormalJobsWaitFollowsTheClockToo() throws Exception {
        try (TestEngine kit = TestEngine.open(this::operations)) {
            JobRequest modify = JobRequest.normal(JobClass.MODIFY, "define").on(THING);
            List<String> told = Collections.synchronizedList(new ArrayList<>());
            try (JobScope first = kit.engine().begin(modify)) {
                Thread waiter = new Thread(() -> {
                    try (JobScope second = kit.engine().begin(modify)) {
                        told.add("begun as " + second.id());
                    } catch (ResourceBusyException | InterruptedException e) {
                        told.add(e.getClass().getSimpleName());
                    }
                });
                waiter.start();
                while (waiter.getState() != Thread.State.WAITING && waiter.isAlive()) {
                    Thread.onSpinWait();
                }
                assertThat(told).isEmpty();
                kit.advance(JobRequest.DEFAULT_WAIT);
                waiter.join();
                first.complete();
            }
            assertThat(told).containsExactly("ResourceBusyException");
        }
    }

    @Test
    void progressIsSampledByTheVirtualClock() throws Exception {
        CountDownLatch counted = new CountDownLatch(1);
        try (TestEngine kit = TestEngine.open(engine -> operations(engine)
                .operation(Operation.of("count", RecoveryPolicy.FAIL, job -> {
                    job.progress().total(10, "steps");
                    job.progress().advance(4);
                    counted.countDown();
                    release.await();
                    return Document.empty();
                })))) {
            Job job = kit.engine().submit(JobRequest.of("count"));
            counted.await();
            kit.advance(Duration.ofMinutes(10));
            long ticks = kit.engine().events(job.id()).stream()
                    .filter(event -> event.event().type() == EventType.PROGRESS_TICKED)
                    .count();
            assertThat(ticks).isGreaterThan(100);
            release.countDown();
            JobStats stats = job.await();
            assertThat(stats.timeElapsedMillis())
                    .isEqualTo(Duration.ofMinutes(10).toMillis());
        }
    }
}
