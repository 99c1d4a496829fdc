package org.jobledger.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.jobledger.engine.DiskFullException;
import org.jobledger.engine.EngineClock;
import org.jobledger.engine.EngineConfig;
import org.jobledger.engine.Job;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.JobRequest;
import org.jobledger.engine.Operation;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.EventType;
import org.jobledger.engine.event.JobStatus;
import org.jobledger.engine.event.JobTerms;
import org.jobledger.engine.event.RecoveryPolicy;
import org.jobledger.engine.event.ResourceRef;
import org.jobledger.engine.ledger.InstantLedger;
import org.jobledger.engine.ledger.LedgerCommand;
import org.jobledger.engine.state.Command;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is recorded together: the events of a group have one time, and no two groups have the same. */
@Timeout(60)
class FewForcesTest {
    private static final ResourceRef VOLUME = ResourceRef.of("volume", "v");

    @TempDir
    private Path directory;

    private final List<Long> ran = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);

    private EngineConfig.Builder engine() {
        return JobEngine.at(directory)
                .operation(Operation.of("hold", RecoveryPolicy.FAIL, job -> {
                    entered.countDown();
                    release.await();
                    return Document.empty();
                }))
                .operation(Operation.of("note", RecoveryPolicy.FAIL, job -> {
                    ran.add(job.jobId());
                    return Document.empty();
                }));
    }

    private static Instant at(JobEngine engine, Job job, EventType type) {
        return engine.events(job.id()).stream()
                .filter(event -> event.event().type() == type)
                .findFirst()
                .orElseThrow()
                .at();
    }

    @Test
    void aJobThatFindsAWorkerIsAcceptedAndStartedByOneGroup() throws Exception {
        try (JobEngine engine = engine().open()) {
            Job job = engine.submit(JobRequest.of("note").on(VOLUME));
            job.await();

            assertThat(at(engine, job, EventType.JOB_STARTED)).isEqualTo(at(engine, job, EventType.JOB_CREATED));
            assertThat(at(engine, job, EventType.JOB_COMPLETED)).isAfter(at(engine, job, EventType.JOB_STARTED));
        }
    }

    @Test
    void theEndOfAJobAndTheStartOfTheNextInItsPlaceAreOneGroup() throws Exception {
        try (JobEngine engine = engine().workers(1).open()) {
            Job first = engine.submit(JobRequest.of("hold"));
            entered.await();
            Job second = engine.submit(JobRequest.of("note"));
            Job third = engine.submit(JobRequest.of("note"));
            release.countDown();
            third.await();

            assertThat(at(engine, second, EventType.JOB_STARTED)).isEqualTo(at(engine, first, EventType.JOB_COMPLETED));
            assertThat(at(engine, third, EventType.JOB_STARTED)).isEqualTo(at(engine, second, EventType.JOB_COMPLETED));
        }
    }

    /** Its end lets a job run that comes before those who wait for the place: whoever is next must not be chosen before. */
    @Test
    void whoWaitsForTheClaimsOfAJobAndComesFirstIsNotPassed() throws Exception {
        try (JobEngine engine = engine().workers(1).open()) {
            engine.submit(JobRequest.of("hold").on(VOLUME));
            entered.await();
            Job common = engine.submit(JobRequest.of("note"));
            Job urgent = engine.submit(JobRequest.of("note").on(VOLUME).priority(5));
            release.countDown();
            common.await();
            urgent.await();

            assertThat(ran).containsExactly(urgent.id(), common.id());
        }
    }

    @Test
    void onThreadsOfTheEmbedderAJobIsStartedByTheThreadThatRunsIt() throws Exception {
        var threads = Executors.newSingleThreadExecutor(task -> new Thread(task, "embedded"));
        try (JobEngine engine = engine().executor(threads).open()) {
            Job job = engine.submit(JobRequest.of("note"));
            job.await();

            assertThat(engine.events(job.id()))
                    .extracting(event -> event.event().toString())
                    .anySatisfy(started -> assertThat(started).contains("worker=embedded"));
        } finally {
            threads.shutdown();
        }
    }

    /** A thread that is lost by an error of the engine itself takes nobody with it who waits for its place. */
    @Test
    void whoWaitsForThePlaceOfALostThreadGetsAnother() throws Exception {
        CountDownLatch queued = new CountDownLatch(1);
        WorkerThreads threads = new WorkerThreads("lost-");
        RunQueue queue = new RunQueue(threads, 1, new RunQueue.Runs() {
            @Override
            public boolean run(LiveJob job, RunQueue.Slot slot) {
                if (job.id() == 1) {
                    awaitQuietly(queued);
                    Thread.currentThread().setUncaughtExceptionHandler((thread, expected) -> {});
                    throw new IllegalStateException("lost");
                }
                entered.countDown();
                return true;
            }

            @Override
            public void dropped(LiveJob job) {}

            @Override
            public void noThread(LiveJob job, Throwable why) {}
        });
        queue.add(live(1));
        queue.add(live(2));
        queued.countDown();
        entered.await();
        queue.close();
        assertThat(queue.awaitIdle(Long.MAX_VALUE / 2)).isTrue();
        threads.close();
    }

    /** What is kept for a job that is refused is free again, for those who came meanwhile. */
    @Test
    void aPlaceThatWasKeptInVainGoesToWhoWaits() throws Exception {
        WorkerThreads threads = new WorkerThreads("kept-");
        RunQueue queue = new RunQueue(threads, 1, new RunQueue.Runs() {
            @Override
            public boolean run(LiveJob job, RunQueue.Slot slot) {
                entered.countDown();
                return true;
            }

            @Override
            public void dropped(LiveJob job) {}

            @Override
            public void noThread(LiveJob job, Throwable why) {}
        });
        RunQueue.KeptPlace kept = queue.keep();
        assertThat(kept.worker()).isEqualTo("kept-1");
        assertThat(queue.keep()).isNull();
        queue.add(live(1));
        assertThat(entered.getCount()).isEqualTo(1);
        kept.giveUp();
        entered.await();
        queue.close();
        threads.close();
        assertThatThrownBy(threads::keep).hasMessageContaining("kept-N");
    }

    /** Its start was refused for want of room together with the end before it, which was tried again until there was room. */
    @Test
    void aStartThatFoundTheDiskFullIsGivenAgain() {
        InstantLedger ledger = new InstantLedger(EngineClock.system());
        LiveJob job = live(1);
        ledger.append(LedgerCommand.ForJob.of(
                1,
                new Command.Submit(
                        JobQueue.definition(JobRequest.of("note"), JobTerms.PLAIN, 1, RecoveryPolicy.FAIL))));
        job.starting(CompletableFuture.failedFuture(new DiskFullException("no room")));

        JobSteps.Step step = new JobSteps(ledger, EngineClock.system()).first(job, () -> ledger::appendAsync);

        assertThat(step).isInstanceOf(JobSteps.Call.class);
        assertThat(ledger.live().job(1).status()).isEqualTo(JobStatus.RUNNING);
    }

    private static LiveJob live(long id) {
        return new LiveJob(
                id,
                Operation.of("note", RecoveryPolicy.FAIL, job -> Document.empty()),
                LiveJob.Purpose.WORK,
                JobTerms.PLAIN,
                EngineClock.system());
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
