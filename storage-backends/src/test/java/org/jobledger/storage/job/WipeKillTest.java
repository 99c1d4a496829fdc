package org.jobledger.storage.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.JobInfoType;
import org.jobledger.engine.JobStats;
import org.jobledger.engine.PlannedRecovery;
import org.jobledger.engine.event.CheckpointReached;
import org.jobledger.engine.event.RecordedEvent;
import org.jobledger.engine.event.RecoveryOutcome;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.StorageDriver;
import org.jobledger.storage.VolumeRequest;
import org.jobledger.storage.VolumeState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A wipe whose process is killed in the middle, again and again, ends as if nothing had happened. */
class WipeKillTest {
    private static final int SIZE = (160 << 20) + 777;
    private static final int KILLS = Integer.getInteger("soak.wipe.kills", 2);

    @TempDir
    private Path scratch;

    @Test
    void aKilledWipeGoesOnFromItsCheckpointAndLeavesNoOldByte() throws Exception {
        Path ledger = scratch.resolve("ledger");
        Path pool = Files.createDirectory(scratch.resolve("pool"));
        try (StorageDriver driver = StorageDriver.open(JobEngine.at(ledger))) {
            driver.definePool(PoolDefinition.dir("p", pool.toString()));
            driver.startPool("p");
            StorageDriver.finish(driver.createVolume(VolumeRequest.raw("p", "v", SIZE)));
        }
        for (int kill = 0; kill < KILLS; kill++) {
            fill(pool.resolve("v"));
            long reached = wipeAndKill(ledger, 1 + new Random(kill).nextInt(6));
            assertGoesOn(ledger, pool.resolve("v"), reached);
        }
    }

    private static void fill(Path volume) throws IOException {
        byte[] old = new byte[1 << 20];
        Arrays.fill(old, (byte) 'X');
        try (FileChannel channel = FileChannel.open(volume, StandardOpenOption.WRITE)) {
            for (int at = 0; at < SIZE; at += old.length) {
                channel.write(ByteBuffer.wrap(old, 0, Math.min(old.length, SIZE - at)), at);
            }
            channel.force(false);
        }
    }

    private static long wipeAndKill(Path ledger, int checkpoints) throws Exception {
        AtomicInteger left = new AtomicInteger(checkpoints);
        return Long.parseLong(
                KilledProcess.after(said -> left.decrementAndGet() == 0, 0, WipeVictim.class, ledger.toString()));
    }

    private static void assertGoesOn(Path ledger, Path volume, long reached) throws Exception {
        try (StorageDriver driver = StorageDriver.open(JobEngine.at(ledger))) {
            List<PlannedRecovery> recoveries = driver.engine().recoveries();
            assertThat(recoveries).hasSize(1);
            assertThat(recoveries.get(0).outcome()).isEqualTo(RecoveryOutcome.RESUMED);
            assertThat(recoveries.get(0).processed()).isGreaterThanOrEqualTo(reached);
            JobStats stats =
                    KilledProcess.ended(driver.engine(), recoveries.get(0).jobId());
            assertThat(stats.type()).as(stats.message()).isEqualTo(JobInfoType.COMPLETED);
            assertThat(stats.processed()).isEqualTo(7L * SIZE);
            assertThat(driver.volume("p", "v").state()).isEqualTo(VolumeState.HEALTHY);
            assertHoldsTheLastPass(driver.engine().events(stats.id()), volume);
        }
    }

    private static void assertHoldsTheLastPass(List<RecordedEvent> events, Path volume) throws IOException {
        WipeState state = events.stream()
                .map(RecordedEvent::event)
                .filter(CheckpointReached.class::isInstance)
                .map(event -> WipeState.of(((CheckpointReached) event).state()))
                .reduce((first, second) -> second)
                .orElseThrow();
        ByteBuffer expected = ByteBuffer.allocate(SIZE);
        new Keystream(state.seed(), 7).fill(expected, 0);
        try (FileChannel channel = FileChannel.open(volume)) {
            assertThat(channel.size()).isEqualTo(SIZE);
            expected.flip();
            // Not mapped: a mapping would keep the file in use until it is collected.
            ByteBuffer found = ByteBuffer.allocate(1 << 20);
            for (int at = 0; at < SIZE; at += found.limit()) {
                found.clear().limit(Math.min(found.capacity(), SIZE - at));
                while (found.hasRemaining()) {
                    assertThat(channel.read(found, at + found.position())).isPositive();
                }
                assertThat(found.flip().mismatch(expected.slice(at, found.limit())))
                        .as("from byte %s", at)
                        .isEqualTo(-1);
            }
        }
    }
}
