package org.jobledger.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOError;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jobledger.engine.Forcing;
import org.jobledger.engine.InvalidRequestException;
import org.jobledger.engine.Job;
import org.jobledger.engine.JobContext;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.JobHandler;
import org.jobledger.engine.JobInfoType;
import org.jobledger.engine.JobLedgerException;
import org.jobledger.engine.JobRequest;
import org.jobledger.engine.JobScope;
import org.jobledger.engine.JobStats;
import org.jobledger.engine.Operation;
import org.jobledger.engine.PlannedRecovery;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.JobClass;
import org.jobledger.engine.event.OpenMode;
import org.jobledger.engine.event.RecoveryOutcome;
import org.jobledger.engine.event.RecoveryPolicy;
import org.jobledger.engine.event.ResourceRef;
import org.jobledger.engine.ledger.ChildJvm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What handlers and callers do wrong harms neither the ledger nor anybody else. */
@Timeout(60)
class HandlerFaultsTest {
    private static final ResourceRef THING = ResourceRef.of("thing", "t");

    @TempDir
    private Path directory;

    private Path ledger() {
        return directory.resolve("ledger");
    }

    private static Operation operation(JobHandler handler) {
        return Operation.of("work", RecoveryPolicy.RESUME, handler);
    }

    /** As other languages of the JVM throw what Java would have declared. */
    @SuppressWarnings("unchecked")
    private static <E extends Throwable> void throwAny(Throwable any) throws E {
        throw (E) any;
    }

    @SuppressWarnings("InfiniteRecursion")
    private static int deeper(int depth) {
        return deeper(depth + 1) + 1;
    }

    @Test
    void anErrorInAHandlerFailsItsJobAndTheWorkerGoesOn() throws Exception {
        List<JobHandler> faults = List.of(
                job -> Document.of("depth", deeper(0)),
                job -> {
                    throw new OutOfMemoryError("made up");
                },
                job -> {
                    throw new AssertionError("made up");
                },
                job -> {
                    throw new IOError(new IOException("made up"));
                },
                job -> {
                    HandlerFaultsTest.<RuntimeException>throwAny(new Throwable("made up"));
                    return Document.empty();
                },
                job -> {
                    throw new NoClassDefFoundError("made/up");
                });
        for (JobHandler fault : faults) {
            try (JobEngine engine = JobEngine.at(ledger())
                    .workers(1)
                    .operation(operation(fault))
                    .operation(Operation.of("good", RecoveryPolicy.FAIL, job -> Document.empty()))
                    .open()) {
                assertThat(engine.submit(JobRequest.of("work").on(THING))
                                .await()
                                .type())
                        .isEqualTo(JobInfoType.FAILED);
                assertThat(engine.submit(JobRequest.of("good").on(THING))
                                .await()
                                .type())
                        .isEqualTo(JobInfoType.COMPLETED);
            }
        }
    }

    @Test
    void anInterruptThatAnUndoLeavesBehindDoesNotMeetTheNextJobOfItsThread() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        JobHandler leaving = new JobHandler() {
            @Override
            public Document run(JobContext job) throws Exception {
                go.await();
                throw new IOException("made up");
            }

            @Override
            public void undo(JobContext job) {
                Thread.currentThread().interrupt();
            }
        };
        try (JobEngine engine = JobEngine.at(ledger())
                .workers(1)
                .operation(operation(leaving))
                .operation(Operation.of(
                        "next",
                        RecoveryPolicy.FAIL,
                        job -> Document.of("interrupted", Thread.currentThread().isInterrupted())))
                .open()) {
            Job first = engine.submit(JobRequest.of("work").on(THING));
            Job second = engine.submit(JobRequest.of("next"));
            go.countDown();
            assertThat(first.await().type()).isEqualTo(JobInfoType.FAILED);
            assertThat(second.await().result()).isEqualTo(Document.of("interrupted", false));
        }
    }

    @Test
    void aHandlerThatTakesAllMemoryFailsAndTheEngineGoesOn() throws Exception {
        Process child = ChildJvm.start(HungryEngine.class, ledger().toString());
        try {
            assertThat(ChildJvm.linesOf(child).lines()).containsExactly("hungry FAILED", "good COMPLETED");
            assertThat(child.waitFor()).isZero();
        } finally {
            ChildJvm.kill(child);
        }
        try (JobEngine engine = JobEngine.at(ledger()).mode(OpenMode.INSPECT).open()) {
            assertThat(engine.verify().sound()).isTrue();
            assertThat(engine.finishedJobs(9)).hasSize(2);
        }
    }

    @Test
    void aHandlerThatNeverReturnsDoesNotKeepTheEngineFromClosingAndItsLateWritesAreRefused() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        AtomicBoolean go = new AtomicBoolean();
        AtomicReference<Throwable> late = new AtomicReference<>();
        CountDownLatch ended = new CountDownLatch(1);
        Operation deaf = operation(job -> {
            entered.countDown();
            while (!go.get()) {
                Thread.onSpinWait();
            }
            try {
                job.checkpoint(Document.of("late", true), Forcing.NOTHING);
            } catch (JobLedgerException e) {
                late.set(e);
            }
            ended.countDown();
            return Document.empty();
        });
        long id;
        try (JobEngine engine = JobEngine.at(ledger()).operation(deaf).open()) {
            id = engine.submit(JobRequest.of("work").on(THING)).id();
            entered.await();
        }
        Operation quick = operation(job -> Document.of("found", job.checkpoint().isPresent()));
        try (JobEngine engine = JobEngine.at(ledger()).operation(quick).open()) {
            assertThat(engine.recoveries())
                    .extracting(PlannedRecovery::outcome)
                    .containsExactly(RecoveryOutcome.RESTARTED);
            go.set(true);
            ended.await();
            engine.close(Duration.ofSeconds(20));
        }
        assertThat(late.get()).isInstanceOf(JobLedgerException.class);
        try (JobEngine engine = JobEngine.at(ledger()).mode(OpenMode.INSPECT).open()) {
            assertThat(engine.jobStats(id)).get().extracting(JobStats::result).isEqualTo(Document.of("found", false));
            // The worker's own word of the end is refused, too, whenever it comes.
            assertThat(refusedWrites(engine))
                    .allMatch(write -> write.contains("\"jobId\":" + id))
                    .anyMatch(write -> write.contains("checkpoint"));
        }
    }

    private static List<String> refusedWrites(JobEngine engine) {
        return engine.query("SELECT payload FROM audit_v1.events WHERE event = 'StaleWriteRefused'", 9).rows().stream()
                .map(row -> String.valueOf(row.get(0)))
                .toList();
    }

    @Test
    void whatAHandlerWritesWhileNobodyOwnsTheLedgerIsRecordedAtTheNextOpening() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        AtomicBoolean go = new AtomicBoolean();
        CountDownLatch refused = new CountDownLatch(2);
        Operation deaf = operation(job -> {
            entered.countDown();
            while (!go.get()) {
                Thread.onSpinWait();
            }
            for (LateWrite write : List.<LateWrite>of(
                    () -> job.checkpoint(Document.of("late", true), Forcing.NOTHING),
                    () -> job.record(THING, 0, Document.of("late", true)))) {
                try {
                    write.run();
                } catch (JobLedgerException e) {
                    refused.countDown();
                }
            }
            return Document.empty();
        });
        try (JobEngine engine = JobEngine.at(ledger()).operation(deaf).open()) {
            long unused = engine.submit(JobRequest.of("work").on(THING)).id();
            entered.await();
        }
        go.set(true);
        refused.await();
        try (JobEngine engine =
                JobEngine.at(ledger()).operation(deaf).mode(OpenMode.HOLD).open()) {
            assertThat(refusedWrites(engine))
                    .anyMatch(write -> write.contains("checkpoint"))
                    .anyMatch(write -> write.contains("record"));
            assertThat(engine.resource(THING)).isEmpty();
        }
    }

    /** Something that a handler does. */
    @FunctionalInterface
    private interface LateWrite {
        void run() throws IOException;
    }

    @Test
    void aStormOfInterruptsOnCallersAndHandlersLosesNothingAndHarmsNothing() throws Exception {
        Operation busy = operation(job -> {
            for (int i = 0; i < 20; i++) {
                Thread.currentThread().interrupt();
                job.progress().advance(1);
                job.checkpoint(Document.of("at", i), Forcing.NOTHING);
            }
            return Document.of("done", true);
        });
        List<Long> acknowledged = new ArrayList<>();
        try (JobEngine engine = JobEngine.at(ledger()).operation(busy).open()) {
            for (int i = 0; i < 30; i++) {
                Thread.currentThread().interrupt();
                Job job = engine.submit(JobRequest.of("work").on(ResourceRef.of("thing", "t" + i)));
                acknowledged.add(job.id());
                assertThat(engine.record(ResourceRef.of("thing", "t" + i), 0, Document.empty()))
                        .isEqualTo(1);
                assertThat(Thread.interrupted()).as("the interrupt is kept").isTrue();
            }
            for (long id : acknowledged) {
                assertThat(FoundJob.end(engine, id).type()).isEqualTo(JobInfoType.COMPLETED);
            }
            assertThat(engine.verify().sound()).isTrue();
        }
    }

    @Test
    void anInterruptWhileWaitingForClaimsWithdrawsTheNormalJob() throws Exception {
        try (JobEngine engine = JobEngine.at(ledger()).open()) {
            JobRequest modify = JobRequest.normal(JobClass.MODIFY, "m").on(THING);
            try (JobScope first = engine.begin(modify)) {
                Thread.currentThread().interrupt();
                assertThatThrownBy(() -> engine.begin(modify)).isInstanceOf(InterruptedException.class);
                first.complete();
            }
            try (JobScope second = engine.begin(modify.nowait())) {
                second.complete();
            }
        }
    }

    @Test
    void aHandlerThatMisusesItsProgressIsToldAndNothingWrongIsRecorded() throws Exception {
        List<String> told = new ArrayList<>();
        Operation wrong = operation(job -> {
            job.progress().total(10, "bytes");
            job.phase(2, 3, "second");
            for (Runnable misuse : List.<Runnable>of(
                    () -> job.progress().advance(-1),
                    () -> job.progress().advance(11),
                    () -> job.progress().total(9, "bytes"),
                    () -> job.phase(2, 3, "again"),
                    () -> job.phase(4, 3, "beyond"))) {
                assertThatThrownBy(misuse::run).isInstanceOf(InvalidRequestException.class);
                told.add("told");
            }
            return Document.empty();
        });
        try (JobEngine engine = JobEngine.at(ledger()).operation(wrong).open()) {
            JobStats stats = engine.submit(JobRequest.of("work").on(THING)).await();
            assertThat(stats.message()).isEmpty();
            assertThat(stats.processed()).isZero();
            assertThat(told).hasSize(5);
        }
    }
}
