package org.jobledger.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.jobledger.engine.Job;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.JobInfoType;
import org.jobledger.engine.JobRequest;
import org.jobledger.engine.JobStats;
import org.jobledger.engine.PlannedRecovery;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.JobStatus;
import org.jobledger.engine.event.OpenMode;
import org.jobledger.engine.event.RecoveryOutcome;
import org.jobledger.engine.ledger.ChildJvm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** SIGKILL while jobs rest: each goes on as people had left it. */
@Timeout(180)
class KilledLivesTest {

    @TempDir
    private Path directory;

    @Test
    void afterAKillEachJobIsWhereItWasLeft() throws Exception {
        Path ledger = directory.resolve("ledger");
        Process child = ChildJvm.start(KilledLives.class, ledger.toString());
        try (BufferedReader lines = ChildJvm.linesOf(child)) {
            assertThat(lines.readLine()).isEqualTo("READY");
        } finally {
            ChildJvm.kill(child);
        }
        // A plan that is only held, and a second kill before anybody goes on, change nothing.
        KilledLives.at(ledger, true).mode(OpenMode.HOLD).open().close();
        try (JobEngine engine = KilledLives.at(ledger, true).open()) {
            requirePlan(engine);
            requirePaused(engine);
            requirePending(engine);
            requireRetried(engine);
            assertThat(ended(engine, 4).result()).isEqualTo(Document.of("done", 1));
            assertThat(ended(engine, 5).result()).isEqualTo(Document.of("from", 1));
            assertThat(engine.jobInfo(6)).get().hasFieldOrPropertyWithValue("status", JobStatus.CONCLUDED);
            engine.job(6).dismiss("admin");
            assertThat(ended(engine, 7).type()).isEqualTo(JobInfoType.CANCELLED);
            assertThat(engine.jobs()).isEmpty();
            assertThat(engine.verify().sound()).isTrue();
        }
    }

    private static void requirePlan(JobEngine engine) {
        Map<Long, RecoveryOutcome> outcomes = engine.recoveries().stream()
                .collect(Collectors.toMap(PlannedRecovery::jobId, PlannedRecovery::outcome));
        assertThat(outcomes)
                .isEqualTo(Map.of(
                        1L, RecoveryOutcome.RESUMED,
                        2L, RecoveryOutcome.RESUMED,
                        3L, RecoveryOutcome.RESUMED,
                        4L, RecoveryOutcome.RESUMED,
                        5L, RecoveryOutcome.RESUMED,
                        7L, RecoveryOutcome.ROLLED_BACK));
    }

    private static void requirePaused(JobEngine engine) throws InterruptedException {
        await(engine, 1, JobStatus.PAUSED);
        assertThat(engine.holder(KilledLives.THING)).isPresent();
        Job paused = engine.job(1);
        paused.resume("admin");
        assertThat(paused.await().result()).isEqualTo(Document.of("from", 1));
        assertThat(engine.query(
                                "SELECT COUNT(*) FROM audit_v1.job_timeline WHERE job_id = 1 AND event = 'SpeedLimited'",
                                1)
                        .rows())
                .hasSize(1);
    }

    private static void requirePending(JobEngine engine) throws InterruptedException {
        Job pending = engine.submit(JobRequest.of("quick").finalizedByHand().key("pending"));
        assertThat(pending.id()).isEqualTo(2);
        assertThat(engine.jobInfo(2)).get().hasFieldOrPropertyWithValue("status", JobStatus.PENDING);
        pending.finalizeJob("admin");
        JobStats stats = pending.await();
        assertThat(stats.result()).as("its work was not done again").isEqualTo(Document.of("done", 1));
    }

    private static void requireRetried(JobEngine engine) throws InterruptedException {
        JobStats stats = ended(engine, 3);
        assertThat(stats.type()).isEqualTo(JobInfoType.COMPLETED);
        assertThat(stats.result()).isEqualTo(Document.of("attempt", 2));
    }

    private static JobStats ended(JobEngine engine, long id) {
        while (engine.jobStats(id).isEmpty()) {
            Thread.onSpinWait();
        }
        return engine.jobStats(id).orElseThrow();
    }

    private static void await(JobEngine engine, long id, JobStatus status) {
        while (engine.jobInfo(id).map(info -> info.status() != status).orElse(true)) {
            Thread.onSpinWait();
        }
    }
}
