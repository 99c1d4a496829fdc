package org.jobledger.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jobledger.engine.Forcing;
import org.jobledger.engine.Job;
import org.jobledger.engine.JobContext;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.JobHandler;
import org.jobledger.engine.JobInfo;
import org.jobledger.engine.JobLedgerException;
import org.jobledger.engine.JobRefusedException;
import org.jobledger.engine.Operation;
import org.jobledger.engine.RetryPolicy;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.JobStatus;
import org.jobledger.engine.event.RecoveryPolicy;
import org.jobledger.engine.event.ResourceRef;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An engine with operations of all manners, for tests of what people can do with a job while it lives. */
@Timeout(120)
abstract class LifeWorld {
    static final ResourceRef THING = ResourceRef.of("thing", "t");
    static final Duration SOON = Duration.ofMillis(20);
    static final Duration LATE = Duration.ofMinutes(10);

    @TempDir
    Path directory;

    final CountDownLatch entered = new CountDownLatch(1);
    final AtomicBoolean go = new AtomicBoolean();
    final AtomicInteger undone = new AtomicInteger();
    final AtomicInteger calls = new AtomicInteger();
    final AtomicReference<Thread> worker = new AtomicReference<>();
    JobEngine engine;

    @BeforeEach
    void open() {
        engine = JobEngine.at(directory.resolve("ledger"))
                .workers(2)
                .operation(operation("step", new Stepping()))
                .operation(operation("quick", job -> Document.of("done", true)))
                .operation(operation("fail", job -> {
                    throw new IOException("disk on fire");
                }))
                .operation(operation("flaky", this::failTwice)
                        .retrying(new RetryPolicy(2, Duration.ofMillis(1), Duration.ofMillis(2))))
                .operation(operation("patient", this::failTwice).retrying(new RetryPolicy(9, LATE, LATE)))
                .operation(operation("paced", this::paced))
                .operation(operation("deaf", this::deaf))
                .operation(operation("sleepy", this::sleepy))
                .open();
    }

    @AfterEach
    void close() {
        go.set(true);
        engine.close();
    }

    Operation operation(String name, JobHandler handler) {
        return Operation.of(name, RecoveryPolicy.RESUME, new JobHandler() {
            @Override
            public Document run(JobContext job) throws Exception {
                return handler.run(job);
            }

            @Override
            public void undo(JobContext job) {
                undone.incrementAndGet();
            }
        });
    }

    /** Takes steps until it may go. */
    private final class Stepping implements JobHandler {
        @Override
        public Document run(JobContext job) {
            worker.set(Thread.currentThread());
            calls.incrementAndGet();
            entered.countDown();
            while (!go.get()) {
                job.checkAbort();
                Thread.onSpinWait();
            }
            job.checkAbort();
            return Document.of("stepped", true);
        }
    }

    Document failTwice(JobContext job) throws IOException {
        long at = job.checkpoint().map(point -> point.integer("at")).orElse(0L);
        job.progress().total(3, "steps");
        job.phase(1, 1, "all");
        if (at < 2) {
            job.progress().advance(1);
            job.checkpoint(Document.of("at", at + 1), Forcing.NOTHING);
            throw new IOException("not yet");
        }
        job.progress().advance(1);
        return Document.of("at", at);
    }

    Document paced(JobContext job) {
        entered.countDown();
        job.progress().total(1 << 20, "bytes");
        for (int block = 0; block < 4; block++) {
            job.pace(1 << 18);
            job.progress().advance(1 << 18);
        }
        return Document.empty();
    }

    final AtomicReference<Throwable> late = new AtomicReference<>();

    /** Hears neither requests nor interrupts. */
    Document deaf(JobContext job) throws IOException {
        entered.countDown();
        while (!go.get()) {
            Thread.onSpinWait();
        }
        try {
            job.record(THING, 0, Document.of("late", true));
        } catch (JobLedgerException e) {
            late.set(e);
        }
        job.checkpoint(Document.of("late", true), Forcing.NOTHING);
        return Document.empty();
    }

    Document sleepy(JobContext job) throws InterruptedException {
        entered.countDown();
        Thread.sleep(LATE.toMillis());
        return Document.empty();
    }

    static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            Thread.onSpinWait();
        }
    }

    static void finish(ExecutorService many) throws InterruptedException {
        many.shutdown();
        assertThat(many.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
    }

    JobStatus status(Job job) {
        return engine.jobInfo(job.id()).map(JobInfo::status).orElse(null);
    }

    List<String> events(Job job) {
        return engine.events(job.id()).stream()
                .map(event -> event.event().type().wireName())
                .toList();
    }

    static void assertRefused(Runnable verb, Job job, String state, String name) {
        assertThatThrownBy(verb::run)
                .isInstanceOf(JobRefusedException.class)
                .hasMessage(
                        "Job '" + job.id() + "' in state '" + state + "' cannot accept command verb '" + name + "'");
    }

    void reopen() {
        engine.close();
        open();
    }
}
