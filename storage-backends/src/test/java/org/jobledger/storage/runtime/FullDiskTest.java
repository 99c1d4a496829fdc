package org.jobledger.storage.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.JobStats;
import org.jobledger.storage.CloneRequest;
import org.jobledger.storage.JobUnsuccessfulException;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.StorageDriver;
import org.jobledger.storage.StreamRequest;
import org.jobledger.storage.VolumeFormat;
import org.jobledger.storage.VolumeRequest;
import org.jobledger.storage.VolumeState;
import org.jobledger.storage.VolumeUpload;
import org.jobledger.storage.WipeAlgorithm;
import org.jobledger.storage.io.QemuImg;
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

    @Test
    void whatFillsTheDiskFailsClearlyAndLeavesWhatItsCallSays() throws Exception {
        try (StorageDriver driver = StorageDriver.open(JobEngine.at(scratch.resolve("ledger")))) {
            driver.definePool(PoolDefinition.dir("p", small.toString()));
            driver.startPool("p");
            for (String name : List.of("v", "s")) {
                StorageDriver.finish(driver.createVolume(
                        VolumeRequest.raw("p", name, 7 * MIB).allocating(0)));
            }
            Files.write(small.resolve("other"), new byte[5 * MIB]);
            assertThatThrownBy(() -> {
                        try (VolumeUpload upload = driver.upload(StreamRequest.of("p", "v"))) {
                            byte[] block = new byte[MIB];
                            for (int i = 0; i < 7; i++) {
                                upload.write(block);
                            }
                            upload.commit();
                        }
                    })
                    .hasMessageContaining("cannot upload to volume 'v' in pool 'p'")
                    .hasMessageContaining("no space left");
            assertThat(driver.volume("p", "v").state()).isEqualTo(VolumeState.UNDEFINED);
            if (QemuImg.installed()) {
                assertThatThrownBy(() -> StorageDriver.finish(driver.cloneVolume(
                                CloneRequest.of("p", "v", "q").as(VolumeFormat.of("qcow2")))))
                        .isInstanceOfSatisfying(
                                JobUnsuccessfulException.class,
                                e -> assertThat(e.stats().code()).isEqualTo("not-enough-space"));
                assertThat(small.resolve("q")).doesNotExist();
            } else {
                System.err.println("NOT TESTED: a conversion that fills the disk, because qemu-img is not installed");
            }
        }
    }
}
