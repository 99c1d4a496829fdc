package org.jobledger.storage.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.JobStats;
import org.jobledger.storage.JobUnsuccessfulException;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.StorageDriver;
import org.jobledger.storage.VolumeRequest;
import org.jobledger.storage.VolumeState;
import org.jobledger.storage.WipeAlgorithm;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file system of 8 MiB that fills up under a job. */
class FullDiskTest {
    private static final int MIB = 1 << 20;

    @TempDir
    private Path scratch;

    private Path small;
    private boolean mounted;

    @BeforeEach
    void mount() throws Exception {
        small = Files.createDirectory(scratch.resolve("small"));
        mounted = runs("mount", "-t", "tmpfs", "-o", "size=8m", "jobledger-test", small.toString());
        if (!mounted) {
            System.err.println("NOT TESTED: a full disk, because mounting a tmpfs needs root");
        }
        Assumptions.assumeTrue(mounted, "mounting a tmpfs needs root");
    }

    @AfterEach
    void unmount() throws Exception {
        if (mounted) {
            assertThat(runs("umount", small.toString())).isTrue();
        }
    }

    private static boolean runs(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
    }

    @Test
    void aWipeOfASparseVolumeThatDoesNotFitFailsClearlyAndCanBeDoneAgain() throws Exception {
        try (StorageDriver driver = StorageDriver.open(JobEngine.at(scratch.resolve("ledger")))) {
            driver.definePool(PoolDefinition.dir("p", small.toString()));
            driver.startPool("p");
            StorageDriver.finish(
                    driver.createVolume(VolumeRequest.raw("p", "v", 7 * MIB).allocating(0)));
            Path other = Files.write(small.resolve("other"), new byte[5 * MIB]);
            assertThatThrownBy(() -> StorageDriver.finish(driver.wipeVolume("p", "v", WipeAlgorithm.ZERO)))
                    .isInstanceOfSatisfying(
                            JobUnsuccessfulException.class,
                            e -> assertThat(e.stats().code()).isEqualTo("not-enough-space"))
                    .hasMessageContaining("cannot wipe volume 'v' in pool 'p'")
                    .hasMessageContaining("no space left");
            assertThat(driver.volume("p", "v").state()).isEqualTo(VolumeState.UNDEFINED);
            assertThat(driver.volume("p", "v").note()).startsWith("contents undefined");
            Files.delete(other);
            JobStats again = StorageDriver.finish(driver.wipeVolume("p", "v", WipeAlgorithm.ZERO));
            assertThat(again.processed()).isEqualTo(7 * MIB);
            assertThat(driver.volume("p", "v").state()).isEqualTo(VolumeState.HEALTHY);
        }
    }
}
