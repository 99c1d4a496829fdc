package org.jobledger.storage.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
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

    /** A table of the kind "gpt" with one partition that stays, or a "dos" one with three; what is made after those comes and goes. */
    @Test
    void theTableAndTheLedgerAgreeAfterAKill() throws Exception {
        for (long seed = SEED; seed < SEED + KILLS; seed++) {
            Random random = new Random(seed);
            boolean extended = seed % 2 != 0;
            Path directory = Files.createDirectory(scratch.resolve("seed" + seed));
            try (LoopDisk disk = LoopDisk.of(directory, 64 << 20)) {
                Path ledger = directory.resolve("ledger");
                String name = Path.of(disk.device()).getFileName() + "p";
                int stay = extended ? 3 : 1;
                fill(ledger, disk, extended ? "dos" : "gpt", name, stay);
                List<String> others = extended ? List.of(name + 4, name + 5) : List.of(name + 2);
                String doing = (random.nextBoolean() ? "make " : "remove ") + (1 + random.nextInt(others.size()));
                List<String> arguments = new ArrayList<>(List.of(ledger.toString()));
                arguments.addAll(others);
                String unused = KilledProcess.after(
                        doing::equals,
                        (long) (random.nextDouble() * SPREAD_NANOS),
                        PartitionVictim.class,
                        arguments.toArray(String[]::new));
                assertAgreed(ledger, name, stay, others, "seed " + seed + ", " + doing);
            }
        }
    }

    private static void fill(Path ledger, LoopDisk disk, String table, String name, int count) throws Exception {
        try (StorageDriver driver = StorageDriver.open(JobEngine.at(ledger))) {
            driver.definePool("<pool type='disk'><name>p</name><source><device path='" + disk.device()
                    + "'/><format type='" + table + "'/></source><target><path>/dev</path></target></pool>");
            driver.buildPool("p");
            driver.startPool("p");
            for (int number = 1; number <= count; number++) {
                StorageDriver.finish(driver.createVolume(VolumeRequest.raw("p", name + number, 4 << 20)));
            }
        }
    }

    /** The others are there one after the other, each whole or not at all, and can be removed and made again. */
    private static void assertAgreed(Path ledger, String name, int stay, List<String> others, String when)
            throws Exception {
        try (StorageDriver driver = StorageDriver.open(JobEngine.at(ledger))) {
            for (PlannedRecovery recovery : driver.engine().recoveries()) {
                JobStats stats = KilledProcess.ended(driver.engine(), recovery.jobId());
                assertThat(stats.type()).as(when + ": " + stats.message()).isEqualTo(JobInfoType.COMPLETED);
            }
            List<VolumeInfo> volumes = driver.volumes("p");
            List<String> made =
                    volumes.stream().map(VolumeInfo::name).skip(stay).toList();
            assertThat(made).as(when).isEqualTo(others.subList(0, made.size()));
            assertThat(volumes)
                    .as(when)
                    .hasSizeGreaterThanOrEqualTo(stay)
                    .allMatch(volume ->
                            volume.state() == VolumeState.HEALTHY && volume.capacity() == bytes(volume.name(), others));
            JobStats refreshed = StorageDriver.finish(driver.refreshPool("p"));
            assertThat(refreshed.result().integer("same")).as(when).isEqualTo(volumes.size());
            for (int i = made.size() - 1; i >= 0; i--) {
                StorageDriver.finish(driver.deleteVolume("p", made.get(i)));
            }
            assertThat(driver.volumes("p")).as(when).hasSize(stay);
            assertThat(driver.volumes("p").get(0).name()).isEqualTo(name + 1);
        }
    }

    private static long bytes(String volume, List<String> others) {
        return others.indexOf(volume) == 0 && others.size() > 1 ? 8 << 20 : 4 << 20;
    }
}
