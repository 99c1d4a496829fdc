package org.jobledger.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jobledger.engine.EngineConfig;
import org.jobledger.engine.Job;
import org.jobledger.engine.JobContext;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.JobInfo;
import org.jobledger.engine.JobInfoType;
import org.jobledger.engine.JobRefusedException;
import org.jobledger.engine.JobRequest;
import org.jobledger.engine.JobScope;
import org.jobledger.engine.Operation;
import org.jobledger.engine.Shutdown;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.JobClass;
import org.jobledger.engine.event.JobStatus;
import org.jobledger.engine.event.RecoveryPolicy;
import org.jobledger.engine.event.ResourceRef;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The executor of the embedder's is one of virtual threads, from Java 21 on. */
@Timeout(120)
class VirtualThreadsTest {
    private static final int EACH = 75;

    @TempDir
    private Path directory;

    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger onOthers = new AtomicInteger();
    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicBoolean go = new AtomicBoolean();

    private static @Nullable ExecutorService virtualThreads() throws ReflectiveOperationException {
        try {
            return (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (NoSuchMethodException e) {
            return null;
        }
    }

    @BeforeAll
    static void requireThem() throws ReflectiveOperationException {
        ExecutorService threads = virtualThreads();
        String missing = "virtual threads are of Java 21, and this is Java "
                + Runtime.version().feature();
        if (threads == null) {
            System.out.println("skipped: " + missing);
        } else {
            threads.shutdown();
        }
        assumeTrue(threads != null, missing);
    }

    private EngineConfig.Builder engine(ExecutorService threads) {
        return JobEngine.at(directory.resolve("ledger"))
                .workers(2 * EACH)
                .executor(threads)
                .operation(Operation.of("quick", RecoveryPolicy.RESTART, job -> counted(Document::empty)))
                .operation(Operation.of("steps", RecoveryPolicy.RESTART, job -> counted(() -> steps(job))))
                .operation(Operation.of("sleeps", RecoveryPolicy.RESTART, job -> counted(() -> sleeps(job))))
                .operation(Operation.of("nests", RecoveryPolicy.RESTART, job -> counted(() -> nests(job))));
    }

    /** A part of a handler. */
    private interface Part {
        Document run() throws Exception;
    }

    private Document counted(Part part) throws Exception {
        calls.incrementAndGet();
        inside.incrementAndGet();
        try {
            boolean virtual = (boolean) Thread.class.getMethod("isVirtual").invoke(Thread.currentThread());
            onOthers.addAndGet(virtual ? 0 : 1);
            return part.run();
        } finally {
            inside.decrementAndGet();
        }
    }

    private Document steps(JobContext job) {
        while (!go.get()) {
            job.checkAbort();
            job.progress().advance(1);
            // A virtual thread that spins lets no other one work.
            LockSupport.parkNanos(50_000);
        }
        return Document.empty();
    }

    private Document sleeps(JobContext job) throws InterruptedException {
        while (!go.get()) {
            job.checkAbort();
            TimeUnit.MILLISECONDS.sleep(1);
        }
        return Document.empty();
    }

    private static Document nests(JobContext job) throws InterruptedException {
        ResourceRef own = ResourceRef.of("thing", job.parameters().string("own"));
        for (JobClass each : List.of(JobClass.QUERY, JobClass.MODIFY)) {
            try (JobScope nested = job.begin(JobRequest.normal(each, "inner").on(own))) {
                nested.complete();
            }
        }
        return Document.empty();
    }

    private static List<Job> submit(JobEngine engine, String operation) {
        List<Job> jobs = new ArrayList<>();
        for (int i = 0; i < EACH; i++) {
            String own = operation + i;
            jobs.add(engine.submit(
                    JobRequest.of(operation).on(ResourceRef.of("thing", own)).with(Document.of("own", own))));
        }
        return jobs;
    }

    private static void requireAll(List<Job> jobs, JobInfoType type) throws InterruptedException {
        for (Job job : jobs) {
            assertThat(job.await().type()).isEqualTo(type);
        }
    }

    @Test
    void hundredsOfJobsRunPauseNestAndAreAborted() throws Exception {
        ExecutorService threads = virtualThreads();
        assertThat(threads).isNotNull();
        try (JobEngine engine = engine(threads).open()) {
            List<Job> aborted = submit(engine, "steps");
            List<Job> paused = submit(engine, "sleeps");
            aborted.forEach(job -> job.abort("test", "enough"));
            requireAll(aborted, JobInfoType.CANCELLED);
            for (Job job : paused) {
                whenItRuns(() -> job.pause("test"));
                assertThat(engine.jobInfo(job.id())).map(JobInfo::status).hasValue(JobStatus.PAUSED);
            }
            List<Job> nested = submit(engine, "nests");
            List<Job> quick = submit(engine, "quick");
            go.set(true);
            paused.forEach(job -> job.resume("test"));
            requireAll(nested, JobInfoType.COMPLETED);
            requireAll(quick, JobInfoType.COMPLETED);
            requireAll(paused, JobInfoType.COMPLETED);
            assertThat(engine.verify().sound()).isTrue();
        } finally {
            threads.shutdown();
        }
        assertThat(calls.get()).isBetween(3 * EACH, 4 * EACH);
        assertThat(onOthers).hasValue(0);
    }

    /** It may be accepted and not yet started: its place is free, its thread is not there yet. */
    private static void whenItRuns(Runnable verb) {
        while (true) {
            try {
                verb.run();
                return;
            } catch (JobRefusedException e) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void whatRunsAtTheCloseGoesOnAtTheNextOpening() throws Exception {
        ExecutorService threads = virtualThreads();
        assertThat(threads).isNotNull();
        List<Long> left;
        try (JobEngine engine = engine(threads).open()) {
            left = submit(engine, "sleeps").stream().map(Job::id).toList();
            while (calls.get() < EACH) {
                Thread.onSpinWait();
            }
            engine.close(Shutdown.LEAVE, Duration.ofSeconds(1));
        }
        while (inside.get() > 0) {
            Thread.onSpinWait();
        }
        go.set(true);
        try (JobEngine engine = engine(threads).open()) {
            for (long id : left) {
                assertThat(FoundJob.end(engine, id).type()).isEqualTo(JobInfoType.COMPLETED);
            }
            assertThat(engine.recoveries()).hasSize(EACH);
        } finally {
            threads.shutdown();
        }
        assertThat(onOthers).hasValue(0);
    }
}
