package org.jobledger.storage.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.JobInfoType;
import org.jobledger.engine.JobStats;
import org.jobledger.engine.PlannedRecovery;
import org.jobledger.storage.StorageDriver;
import org.jobledger.storage.VolumeInfo;
import org.jobledger.storage.VolumeRequest;
import org.jobledger.storage.VolumeState;
import org.jobledger.storage.backend.LoopDisk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Partitions of a real disk whose making or removing is killed at a random moment: the table and the ledger agree afterwards. */
class PartitionKillTest {
    private static final int KILLS = Integer.getInteger("soak.partition.kills", 1);
    private static final long SEED = Long.getLong("soak.seed", 3);
    private static final long SPREAD_NANOS = 150_000_000;

    @TempDir
    private Path scratch;

    @Test
    void theTableAndTheLedgerAgreeAfterAKill() throws Exception {
        try (LoopDisk disk = LoopDisk.of(scratch, 64 << 20)) {
            Path ledger = scratch.resolve("ledger");
            String stays = Path.of(disk.device()).getFileName() + "p1";
            String other = Path.of(disk.device()).getFileName() + "p2";
            try (StorageDriver driver = StorageDriver.open(JobEngine.at(ledger))) {
                driver.definePool("<pool type='disk'><name>p</name><source><device path='" + disk.device()
                        + "'/><format type='gpt'/></source><target><path>/dev</path></target></pool>");
                driver.buildPool("p");
                driver.startPool("p");
                StorageDriver.finish(driver.createVolume(VolumeRequest.raw("p", stays, 4 << 20)));
            }
            for (long seed = SEED; seed < SEED + KILLS; seed++) {
                Random random = new Random(seed);
                String doing = random.nextBoolean() ? "make" : "remove";
                String unused = KilledProcess.after(
                        doing::equals,
                        (long) (random.nextDouble() * SPREAD_NANOS),
                        PartitionVictim.class,
                        ledger.toString(),
                        other);
                assertAgreed(ledger, Set.of(stays, other), "seed " + seed + ", " + doing);
            }
        }
    }

    private static void assertAgreed(Path ledger, Set<String> known, String when) throws Exception {
        try (StorageDriver driver = StorageDriver.open(JobEngine.at(ledger))) {
            for (PlannedRecovery recovery : driver.engine().recoveries()) {
                JobStats stats = KilledProcess.ended(driver.engine(), recovery.jobId());
                assertThat(stats.type()).as(when + ": " + stats.message()).isEqualTo(JobInfoType.COMPLETED);
            }
            List<VolumeInfo> volumes = driver.volumes("p");
            assertThat(volumes).as(when).isNotEmpty().allMatch(volume -> known.contains(volume.name()));
            assertThat(volumes)
                    .as(when)
                    .allMatch(volume -> volume.state() == VolumeState.HEALTHY && volume.capacity() == 4 << 20);
            JobStats refreshed = StorageDriver.finish(driver.refreshPool("p"));
            assertThat(refreshed.result().integer("same")).as(when).isEqualTo(volumes.size());
            for (VolumeInfo volume : volumes) {
                if (volume.name().endsWith("2")) {
                    StorageDriver.finish(driver.deleteVolume("p", volume.name()));
                }
            }
        }
    }
}
