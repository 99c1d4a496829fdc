package org.jobledger.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jobledger.engine.EngineConfig;
import org.jobledger.engine.Forcing;
import org.jobledger.engine.Job;
import org.jobledger.engine.JobContext;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.JobHandler;
import org.jobledger.engine.JobLedgerException;
import org.jobledger.engine.JobRequest;
import org.jobledger.engine.Operation;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.RecoveryPolicy;
import org.jobledger.engine.ledger.Disk;
import org.jobledger.engine.ledger.Ledger;
import org.jobledger.engine.ledger.LedgerSettings;
import org.jobledger.engine.ledger.Ownership;
import org.jobledger.engine.ledger.TablePlace;
import org.jobledger.engine.ledger.disk.FailingDisk;
import org.jobledger.engine.ledger.disk.PowerCutDisk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a job will be resumed from is not undone because the ledger's disk failed under its handler. */
@Timeout(300)
class LedgerFailsUnderHandlerTest {
    private static final Ownership NOBODY_ELSE = new Ownership() {
        @Override
        public void require() {}

        @Override
        public void close() {}
    };

    private final AtomicInteger undone = new AtomicInteger();
    private final CountDownLatch checkpointed = new CountDownLatch(1);
    private final CountDownLatch broken = new CountDownLatch(1);

    private final class Handler implements JobHandler {
        @Override
        public Document run(JobContext job) throws Exception {
            if (job.checkpoint().isEmpty()) {
                job.checkpoint(Document.of("at", 1), Forcing.NOTHING);
                checkpointed.countDown();
                broken.await();
                job.checkpoint(Document.of("at", 2), Forcing.NOTHING);
            }
            return Document.of(
                    "resumed", job.checkpoint().map(at -> at.integer("at")).orElse(0L));
        }

        @Override
        public void undo(JobContext job) {
            undone.incrementAndGet();
        }
    }

    private LedgerEngine open(Disk disk) {
        EngineConfig config = JobEngine.at(Path.of("/memory/ledger"))
                .operation(Operation.of("work", RecoveryPolicy.RESUME, new Handler()))
                .build();
        LedgerSettings settings = new LedgerSettings(
                config.directory(), config.mode(), config.durability(), config.segmentBytes(), config.clock(), disk);
        return LedgerEngine.on(config, Ledger.open(settings, NOBODY_ELSE), TablePlace::inMemory);
    }

    @Test
    void theNextOpeningGoesOnFromTheCheckpoint() throws Exception {
        PowerCutDisk disk = new PowerCutDisk();
        FailingDisk failing = new FailingDisk(disk);
        LedgerEngine first = open(failing);
        Job job = first.submit(JobRequest.of("work"));
        checkpointed.await();
        failing.failAfter(0, "the disk is broken", step -> true);
        broken.countDown();
        assertThatThrownBy(job::await).isInstanceOf(JobLedgerException.class);
        first.abandon();
        assertThat(undone).hasValue(0);
        disk.kill();
        try (LedgerEngine second = open(disk)) {
            while (second.jobStats(job.id()).isEmpty()) {
                Thread.onSpinWait();
            }
            assertThat(second.jobStats(job.id()).orElseThrow().result()).isEqualTo(Document.of("resumed", 1));
        }
    }
}
