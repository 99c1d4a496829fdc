package org.jobledger.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.jobledger.engine.AbortPatience;
import org.jobledger.engine.InvalidRequestException;
import org.jobledger.engine.Job;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.JobInfoType;
import org.jobledger.engine.JobLedgerException;
import org.jobledger.engine.JobRequest;
import org.jobledger.engine.JobScope;
import org.jobledger.engine.LedgerClosedException;
import org.jobledger.engine.Operation;
import org.jobledger.engine.PlannedRecovery;
import org.jobledger.engine.RetryPolicy;
import org.jobledger.engine.Shutdown;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.JobClass;
import org.jobledger.engine.event.OpenMode;
import org.junit.jupiter.api.Test;

/** The three ways to close an engine, through the public API. */
class ShutdownTest extends LifeWorld {
    private static final Duration FOREVER = Duration.ofSeconds(Long.MAX_VALUE);

    @Test
    void aDrainWaitsForQueuedJobsAndAnAbortStopsThem() throws Exception {
        Job running = engine.submit(JobRequest.of("step").on(THING));
        Job queued = engine.submit(JobRequest.of("quick").on(THING));
        entered.await();
        engine.close(Shutdown.ABORT, LATE);
        assertThat(running.await().type()).isEqualTo(JobInfoType.CANCELLED);
        assertThat(queued.await().type()).isEqualTo(JobInfoType.CANCELLED);
        go.set(true);
        open();
        Job first = engine.submit(JobRequest.of("step").on(THING));
        Job second = engine.submit(JobRequest.of("quick").on(THING));
        engine.close(Shutdown.DRAIN, LATE);
        assertThat(first.await().type()).isEqualTo(JobInfoType.COMPLETED);
        assertThat(second.await().type()).isEqualTo(JobInfoType.COMPLETED);
    }

    /** What a handler does inside its job belongs to the end that it is let come to. */
    @Test
    void aDrainLetsAJobTakeNormalJobsInsideIt() throws Exception {
        engine.close();
        AtomicReference<JobEngine> draining = new AtomicReference<>();
        Operation nests = operation("nests", job -> {
            entered.countDown();
            await(() -> go.get());
            try (JobScope inner =
                    job.begin(JobRequest.normal(JobClass.MODIFY, "inner").on(THING))) {
                inner.complete();
            }
            return Document.of("nested", true);
        });
        Operation submits = operation("submits", job -> {
            entered.countDown();
            await(() -> go.get());
            return Document.of(
                    "id", draining.get().submit(JobRequest.of("nests")).id());
        });
        Path other = directory.resolve("other");
        draining.set(JobEngine.at(other).operation(nests).operation(submits).open());
        Job nesting = draining.get().submit(JobRequest.of("nests").on(THING));
        Job submitting = draining.get().submit(JobRequest.of("submits"));
        entered.await();
        Thread closer = new Thread(() -> draining.get().close(Shutdown.DRAIN, LATE));
        closer.start();
        await(() -> isClosing(draining.get()));
        go.set(true);
        closer.join();
        assertThat(nesting.await().type()).isEqualTo(JobInfoType.COMPLETED);
        // Its own submission was refused, as the engine closes: that is no failure, and nothing was undone.
        assertThatThrownBy(submitting::await).isInstanceOf(LedgerClosedException.class);
        assertThat(undone).hasValue(0);
        try (JobEngine again = JobEngine.at(other)
                .operation(operation("submits", job -> Document.of("id", 0)))
                .open()) {
            assertThat(again.recoveries()).extracting(PlannedRecovery::jobId).containsExactly(submitting.id());
        }
    }

    private static boolean isClosing(JobEngine engine) {
        try (JobScope query = engine.begin(JobRequest.normal(JobClass.QUERY, "q"))) {
            query.complete();
            return false;
        } catch (LedgerClosedException e) {
            return true;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aDrainWaitsForNormalJobsOfOtherThreadsAndWithoutOneNobodyBelievesThatHisIsCompleted() throws Exception {
        for (boolean drains : List.of(true, false)) {
            AtomicReference<Throwable> told = new AtomicReference<>();
            CountDownLatch begun = new CountDownLatch(1);
            CountDownLatch closing = new CountDownLatch(1);
            JobEngine now = engine;
            Thread caller = new Thread(() -> {
                try (JobScope scope =
                        now.begin(JobRequest.normal(JobClass.MODIFY, "m").on(THING))) {
                    begun.countDown();
                    closing.await();
                    scope.complete();
                } catch (JobLedgerException | InterruptedException e) {
                    told.set(e);
                }
            });
            caller.start();
            begun.await();
            if (drains) {
                Thread closer = new Thread(() -> now.close(Shutdown.DRAIN, LATE));
                closer.start();
                await(() -> isClosing(now));
                closing.countDown();
                closer.join();
            } else {
                now.close();
                closing.countDown();
            }
            caller.join();
            open();
            assertThat(engine.finishedJobs(1).get(0).type())
                    .isEqualTo(drains ? JobInfoType.COMPLETED : JobInfoType.FAILED);
            assertThat(told.get() == null).as("%s", told.get()).isEqualTo(drains);
        }
    }

    @Test
    void aCallerWhoWaitsForHisClaimsIsToldThatTheEngineCloses() throws Exception {
        Job holder = engine.submit(JobRequest.of("step").on(THING));
        entered.await();
        AtomicReference<Throwable> told = new AtomicReference<>();
        Thread waiting = new Thread(() -> {
            try (JobScope scope = engine.begin(
                    JobRequest.normal(JobClass.MODIFY, "m").on(THING).waiting(FOREVER))) {
                scope.complete();
            } catch (JobLedgerException | InterruptedException e) {
                told.set(e);
            }
        });
        waiting.start();
        await(() -> !engine.whoWaits(THING).isEmpty());
        engine.close();
        waiting.join();
        assertThat(told.get()).isInstanceOf(LedgerClosedException.class);
        assertThatThrownBy(() -> holder.await(FOREVER)).isInstanceOf(LedgerClosedException.class);
    }

    /** For ever is a time that people give. */
    @Test
    void aTimeThatNeverEndsIsTakenOrRefusedByName() throws Exception {
        Job job = engine.submit(JobRequest.of("quick").on(THING).waiting(FOREVER));
        assertThat(job.await(FOREVER)).isPresent();
        assertThatThrownBy(() -> JobRequest.of("quick").deadline(FOREVER))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("deadline of PT");
        assertThatThrownBy(() -> JobRequest.of("quick").abortPatience(new AbortPatience(SOON, FOREVER)))
                .isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> new RetryPolicy(1, SOON, FOREVER)).isInstanceOf(InvalidRequestException.class);
        for (Shutdown how : Shutdown.values()) {
            engine.close(how, FOREVER);
            open();
        }
    }

    @Test
    void whateverWasAcknowledgedWhileTheEngineClosesIsInTheLog() throws Exception {
        for (Shutdown how : Shutdown.values()) {
            List<Long> acknowledged = Collections.synchronizedList(new ArrayList<>());
            ExecutorService many = Executors.newFixedThreadPool(3);
            CountDownLatch some = new CountDownLatch(20);
            for (int i = 0; i < 3; i++) {
                many.execute(() -> {
                    try {
                        while (true) {
                            acknowledged.add(
                                    engine.submit(JobRequest.of("quick")).id());
                            some.countDown();
                        }
                    } catch (JobLedgerException closed) {
                        // As it should.
                    }
                });
            }
            some.await();
            engine.close(how, LATE);
            finish(many);
            try (JobEngine inspected = JobEngine.at(directory.resolve("ledger"))
                    .mode(OpenMode.INSPECT)
                    .open()) {
                assertThat(acknowledged)
                        .allSatisfy(id -> assertThat(inspected.events(id)).isNotEmpty());
            }
            open();
        }
    }
}
