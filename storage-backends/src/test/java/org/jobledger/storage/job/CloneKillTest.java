package org.jobledger.storage.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.JobInfoType;
import org.jobledger.engine.JobStats;
import org.jobledger.engine.PlannedRecovery;
import org.jobledger.engine.event.OpenMode;
import org.jobledger.engine.event.RecoveryOutcome;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.StorageDriver;
import org.jobledger.storage.VolumeState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A clone whose process is killed at a random point goes on to an equal copy, or is removed where its source has changed. */
class CloneKillTest {
    private static final long SIZE = (120L << 20) + 777;
    private static final int KILLS = Integer.getInteger("soak.clone.kills", 2);

    @TempDir
    private Path scratch;

    @Test
    void aKilledCloneGoesOnFromItsCheckpointToAnEqualCopy() throws Exception {
        Path ledger = scratch.resolve("ledger");
        Path pool = Files.createDirectory(scratch.resolve("pool"));
        fill(pool.resolve("s"));
        try (StorageDriver driver = StorageDriver.open(JobEngine.at(ledger))) {
            driver.definePool(PoolDefinition.dir("p", pool.toString()));
            driver.startPool("p");
        }
        for (int seed = 0; seed < KILLS; seed++) {
            boolean changed = seed % 2 == 1;
            long after = new Random(seed).nextInt((int) SIZE);
            String unused =
                    KilledProcess.after(said -> Long.parseLong(said) >= after, 0, CloneVictim.class, ledger.toString());
            assertNotHealthyUnlessEqual(ledger, pool);
            if (changed) {
                try (RandomAccessFile source =
                        new RandomAccessFile(pool.resolve("s").toFile(), "rw")) {
                    source.write(seed);
                }
            }
            assertEnds(ledger, pool, changed, seed);
        }
    }

    private static void fill(Path volume) throws IOException {
        byte[] block = new byte[1 << 20];
        Random random = new Random(7);
        try (RandomAccessFile file = new RandomAccessFile(volume.toFile(), "rw")) {
            for (long at = 0; at < SIZE; at += block.length) {
                random.nextBytes(block);
                if (at >> 20 > 30 && at >> 20 < 40) {
                    continue;
                }
                file.seek(at);
                file.write(block, 0, (int) Math.min(block.length, SIZE - at));
            }
            file.getFD().sync();
        }
    }

    private static void assertNotHealthyUnlessEqual(Path ledger, Path pool) throws Exception {
        try (StorageDriver driver = StorageDriver.open(JobEngine.at(ledger).mode(OpenMode.INSPECT))) {
            boolean healthy = driver.volumes("p").stream()
                    .anyMatch(volume -> volume.name().equals("c") && volume.state() == VolumeState.HEALTHY);
            assertThat(healthy && Files.mismatch(pool.resolve("s"), pool.resolve("c")) >= 0)
                    .isFalse();
        }
    }

    private static void assertEnds(Path ledger, Path pool, boolean changed, int seed) throws Exception {
        try (StorageDriver driver = StorageDriver.open(JobEngine.at(ledger))) {
            for (PlannedRecovery recovery : driver.engine().recoveries()) {
                assertThat(recovery.outcome()).isIn(RecoveryOutcome.RESUMED, RecoveryOutcome.RESTARTED);
                JobStats stats = KilledProcess.ended(driver.engine(), recovery.jobId());
                boolean whole = !changed || recovery.outcome() == RecoveryOutcome.RESTARTED;
                assertThat(stats.type())
                        .as("seed %s: %s", seed, stats.message())
                        .isEqualTo(whole ? JobInfoType.COMPLETED : JobInfoType.FAILED);
                if (whole) {
                    assertThat(stats.processed()).isEqualTo(SIZE);
                    assertThat(Files.mismatch(pool.resolve("s"), pool.resolve("c")))
                            .as("seed %s", seed)
                            .isEqualTo(-1);
                    assertThat(driver.volume("p", "c").state()).isEqualTo(VolumeState.HEALTHY);
                } else {
                    assertThat(stats.code()).isEqualTo("volume-changed");
                    assertThat(pool.resolve("c")).doesNotExist();
                }
            }
            if (Files.exists(pool.resolve("c"))) {
                StorageDriver.finish(driver.deleteVolume("p", "c"));
            }
        }
    }
}
