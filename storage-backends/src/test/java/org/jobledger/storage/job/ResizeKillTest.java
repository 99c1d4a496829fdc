package org.jobledger.storage.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.JobInfoType;
import org.jobledger.engine.JobStats;
import org.jobledger.engine.PlannedRecovery;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.StorageDriver;
import org.jobledger.storage.VolumeInfo;
import org.jobledger.storage.VolumeRequest;
import org.jobledger.storage.VolumeState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A change of a size by some bytes, whose process is killed at a random moment, is made once: not twice, and not in part. */
class ResizeKillTest {
    private static final int SIZE = 1 << 20;
    private static final int KILLS = Integer.getInteger("soak.resize.kills", 1);
    private static final long SPREAD_NANOS = 20_000_000;

    @TempDir
    private Path scratch;

    @Test
    void aKilledResizeIsMadeOnce() throws Exception {
        Path ledger = scratch.resolve("ledger");
        Path file = Files.createDirectory(scratch.resolve("pool")).resolve("v");
        byte[] old = new byte[SIZE];
        try (StorageDriver driver = StorageDriver.open(JobEngine.at(ledger))) {
            driver.definePool(PoolDefinition.dir("p", file.getParent().toString()));
            driver.startPool("p");
            StorageDriver.finish(driver.createVolume(VolumeRequest.raw("p", "v", SIZE)));
            new Random(1).nextBytes(old);
            Files.write(file, old);
        }
        long size = SIZE;
        long before = 0;
        for (int seed = 0; seed < KILLS; seed++) {
            Random random = new Random(seed);
            int lines = 1 + random.nextInt(4);
            String unused = KilledProcess.after(
                    said -> Integer.parseInt(said) >= lines,
                    (long) (random.nextDouble() * SPREAD_NANOS),
                    ResizeVictim.class,
                    ledger.toString(),
                    String.valueOf(seed));
            try (StorageDriver driver = StorageDriver.open(JobEngine.at(ledger))) {
                for (PlannedRecovery recovery : driver.engine().recoveries()) {
                    JobStats stats = KilledProcess.ended(driver.engine(), recovery.jobId());
                    assertThat(stats.type()).as(stats.message()).isEqualTo(JobInfoType.COMPLETED);
                }
                long jobs = driver.engine().finishedJobs(1000).stream()
                        .filter(stats -> stats.operation().equals("resize"))
                        .count();
                Random steps = ResizeVictim.steps(seed);
                for (long job = before; job < jobs; job++) {
                    size += ResizeVictim.next(steps);
                }
                before = jobs;
                VolumeInfo volume = driver.volume("p", "v");
                assertThat(volume.capacity()).as("seed %s, %s jobs", seed, jobs).isEqualTo(size);
                assertThat(volume.state()).isEqualTo(VolumeState.HEALTHY);
            }
            assertHolds(file, old, size);
        }
    }

    /** What was there, then zeros. */
    private static void assertHolds(Path file, byte[] old, long size) throws Exception {
        try (FileChannel channel = FileChannel.open(file)) {
            assertThat(channel.size()).isEqualTo(size);
            ByteBuffer block = ByteBuffer.allocate(SIZE);
            for (long at = 0; at < size; at += block.limit()) {
                block.clear().limit((int) Math.min(SIZE, size - at));
                while (block.hasRemaining()) {
                    assertThat(channel.read(block, at + block.position())).isPositive();
                }
                byte[] expected = at == 0 ? old : new byte[block.limit()];
                assertThat(java.util.Arrays.mismatch(block.array(), 0, block.limit(), expected, 0, block.limit()))
                        .as("after byte %s", at)
                        .isEqualTo(-1);
            }
        }
    }
}
