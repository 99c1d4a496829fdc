package org.jobledger.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jobledger.engine.EngineConfig;
import org.jobledger.engine.Job;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.JobInfoType;
import org.jobledger.engine.JobRequest;
import org.jobledger.engine.JobStats;
import org.jobledger.engine.Operation;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.RecoveryPolicy;
import org.jobledger.engine.kit.VirtualClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An executor of the embedder's that throws loses no job and no place. */
@Timeout(60)
class ThrowingExecutorTest {
    @TempDir
    private Path directory;

    private final VirtualClock clock = new VirtualClock();
    private final ExecutorService pool = Executors.newCachedThreadPool();
    private final List<Long> ran = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void endThreads() {
        pool.shutdown();
    }

    private EngineConfig.Builder engine(Executor executor) {
        return JobEngine.at(directory.resolve("ledger"))
                .clock(clock)
                .workers(1)
                .executor(executor)
                .operation(Operation.of("note", RecoveryPolicy.RESTART, job -> {
                    ran.add(job.jobId());
                    return Document.empty();
                }));
    }

    static Stream<Throwable> refusals() {
        return Stream.of(
                new IllegalStateException("made up"),
                new RejectedExecutionException("made up"),
                new OutOfMemoryError("unable to create native thread: made up"));
    }

    private static void raise(Throwable refusal) {
        if (refusal instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) refusal;
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void aJobThatItThrowsAtKeepsItsPlaceAndIsTriedAgain(Throwable refusal) throws Exception {
        AtomicInteger calls = new AtomicInteger();
        Executor executor = task -> {
            if (calls.incrementAndGet() <= 4) {
                raise(refusal);
            }
            pool.execute(task);
        };
        try (JobEngine engine = engine(executor).open()) {
            List<Job> jobs = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                jobs.add(engine.submit(JobRequest.of("note")));
            }
            assertThat(calls).hasValue(3);
            clock.advance(Duration.ofMillis(100));
            assertThat(calls).hasValue(4);
            assertThat(ran).isEmpty();
            clock.advance(Duration.ofMillis(100));
            for (Job job : jobs) {
                assertThat(job.await().type()).isEqualTo(JobInfoType.COMPLETED);
            }
            assertThat(ran).containsExactlyElementsOf(jobs.stream().map(Job::id).toList());
        }
    }

    @Test
    void aJobThatItHandsOverAllTheSameRunsOnce() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        CountDownLatch thrown = new CountDownLatch(1);
        Executor executor = task -> {
            if (calls.incrementAndGet() > 1) {
                pool.execute(task);
                return;
            }
            pool.execute(() -> {
                awaitQuietly(thrown);
                task.run();
            });
            throw new IllegalStateException("made up");
        };
        try (JobEngine engine = engine(executor).open()) {
            Job first = engine.submit(JobRequest.of("note"));
            thrown.countDown();
            Job second = engine.submit(JobRequest.of("note"));
            assertThat(first.await().type()).isEqualTo(JobInfoType.COMPLETED);
            assertThat(second.await().type()).isEqualTo(JobInfoType.COMPLETED);
            assertThat(ran).containsExactly(first.id(), second.id());
        }
    }

    @Test
    void whatItNeverTookIsThereAtTheNextOpening() throws Exception {
        long id;
        try (JobEngine engine = engine(task -> {
                    throw new IllegalStateException("made up");
                })
                .open()) {
            id = engine.submit(JobRequest.of("note")).id();
        }
        assertThat(ran).isEmpty();
        try (JobEngine engine = engine(pool).open()) {
            JobStats stats = FoundJob.end(engine, id);
            assertThat(stats.type()).isEqualTo(JobInfoType.COMPLETED);
            assertThat(ran).containsExactly(id);
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
