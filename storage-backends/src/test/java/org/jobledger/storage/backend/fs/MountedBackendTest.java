package org.jobledger.storage.backend.fs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.JobStats;
import org.jobledger.storage.BackendException;
import org.jobledger.storage.BuildOption;
import org.jobledger.storage.PoolInfo;
import org.jobledger.storage.PoolState;
import org.jobledger.storage.StorageDriver;
import org.jobledger.storage.VolumeRequest;
import org.jobledger.storage.definition.StorageRefs;
import org.jobledger.storage.io.ChildCommand;
import org.jobledger.storage.io.ChildProcess;
import org.jobledger.storage.io.MountTable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real file systems on a real loop device. */
class MountedBackendTest {
    private static final int MIB = 1 << 20;

    @TempDir
    private Path scratch;

    private String device = "";

    @AfterEach
    void detach() throws Exception {
        if (!device.isEmpty()) {
            Path target = scratch.resolve("mnt");
            while (MountTable.now().at(target).isPresent()) {
                run("umount", target.toString());
            }
            run("losetup", "-d", device);
        }
    }

    @ParameterizedTest
    @CsvSource({"ext4, 32", "xfs, 320", "btrfs, 128"})
    void aPoolOnADeviceIsBuiltStartedUsedStoppedAndFoundAgain(String format, int mebibytes) throws Exception {
        attach(format, mebibytes);
        Path target = scratch.resolve("mnt");
        String xml = "<pool type='fs'><name>p</name><source><device path='" + device + "'/><format type='" + format
                + "'/></source><target><path>" + target + "</path></target></pool>";
        try (StorageDriver driver = StorageDriver.open(JobEngine.at(scratch.resolve("ledger")))) {
            driver.definePool(xml);
            assertThatThrownBy(() -> driver.startPool("p")).isInstanceOf(BackendException.class);
            driver.buildPool("p");
            assertThatThrownBy(() -> driver.startPool("p"))
                    .isInstanceOf(BackendException.class)
                    .hasMessageContaining("cannot mount '" + device + "'");
            JobStats built = StorageDriver.finish(driver.beginBuildPool("p", Set.of(BuildOption.NO_OVERWRITE)));
            assertThat(built.processed()).as("only mke2fs tells").isEqualTo(format.equals("ext4") ? 1000 : 0);
            assertThat(driver.engine().resources(StorageRefs.PROGRAMS))
                    .singleElement()
                    .satisfies(known -> assertThat(known.definition().json()).contains("\"mkfs\""));
            assertThatThrownBy(() -> driver.buildPool("p", Set.of(BuildOption.NO_OVERWRITE)))
                    .isInstanceOf(BackendException.class)
                    .hasMessageContaining("has data on it (" + format + ")");

            PoolInfo started = driver.startPool("p");
            assertThat(started.capacity()).isBetween(10L * MIB, (long) mebibytes * MIB);
            StorageDriver.finish(driver.createVolume(VolumeRequest.raw("p", "v", MIB)));
            assertThat(target.resolve("v")).hasSize(MIB);

            run("umount", target.toString());
            assertThat(driver.pool("p").state()).isEqualTo(PoolState.INACCESSIBLE);
            assertThatThrownBy(() -> driver.createVolume(VolumeRequest.raw("p", "w", MIB)))
                    .isInstanceOf(BackendException.class)
                    .hasMessageContaining("is not mounted");
            driver.stopPool("p");
            driver.startPool("p");
            assertThat(driver.volume("p", "v").capacity()).isEqualTo(MIB);
            stopWhileInUse(driver, target);
            driver.stopPool("p");
        }
        assertThat(MountTable.now().at(target)).isEmpty();
        assertThat(target).isEmptyDirectory();
    }

    /** What cannot be unmounted stays started. */
    private static void stopWhileInUse(StorageDriver driver, Path target) throws IOException {
        try (RandomAccessFile open = new RandomAccessFile(target.resolve("v").toFile(), "r")) {
            assertThat(open.length()).isEqualTo(MIB);
            assertThatThrownBy(() -> driver.stopPool("p"))
                    .isInstanceOf(BackendException.class)
                    .hasMessageContaining("cannot unmount");
        }
        assertThat(driver.pool("p").state()).isEqualTo(PoolState.RUNNING);
    }

    private void attach(String format, int mebibytes) throws Exception {
        Path image = scratch.resolve("image");
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength((long) mebibytes * MIB);
        }
        if (!Files.isReadable(Path.of("/proc/filesystems"))
                || !Files.readString(Path.of("/proc/filesystems")).contains("\t" + format + "\n")) {
            Assumptions.abort("MISSING: this kernel has no " + format + ", so no pool was tried on it");
        }
        try {
            run("mkfs." + format, "-V");
            device = run("losetup", "--find", "--show", image.toString()).strip();
        } catch (IOException e) {
            Assumptions.abort("MISSING: no loop device or no mkfs." + format + ", so no pool was tried on it: " + e);
        }
    }

    private static String run(String... arguments) throws IOException, InterruptedException {
        return ChildProcess.run(ChildCommand.of("test", arguments));
    }
}
