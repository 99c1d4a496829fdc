package org.jobledger.storage.backend.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jobledger.engine.Job;
import org.jobledger.engine.JobInfoType;
import org.jobledger.storage.BackendException;
import org.jobledger.storage.BuildOption;
import org.jobledger.storage.CloneRequest;
import org.jobledger.storage.DeleteOption;
import org.jobledger.storage.InvalidNameException;
import org.jobledger.storage.NotEnoughSpaceException;
import org.jobledger.storage.PoolInfo;
import org.jobledger.storage.StorageDriver;
import org.jobledger.storage.StreamRequest;
import org.jobledger.storage.UnsafePathException;
import org.jobledger.storage.UnsupportedStorageException;
import org.jobledger.storage.VolumeInfo;
import org.jobledger.storage.VolumeOpenElsewhereException;
import org.jobledger.storage.VolumeRequest;
import org.jobledger.storage.VolumeState;
import org.jobledger.storage.VolumeUpload;
import org.jobledger.storage.WipeAlgorithm;
import org.jobledger.storage.backend.LoopDisk;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real disk on a loop device with real partitions. */
class DiskPoolTest {
    private static final int MIB = 1 << 20;
    private static final int DISK = 64 * MIB;

    @TempDir
    private Path scratch;

    private RealDisk disk;
    private StorageDriver driver;

    @BeforeEach
    void attach() throws Exception {
        disk = RealDisk.in(scratch, DISK);
        driver = disk.driver();
    }

    @AfterEach
    void detach() throws Exception {
        if (disk != null) {
            disk.close();
        }
    }

    private void volume(int number, long bytes) throws InterruptedException {
        StorageDriver.finish(driver.createVolume(VolumeRequest.raw("p", disk.name(number), bytes)));
    }

    private byte[] contents(int number) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile("/dev/" + disk.name(number), "r")) {
            byte[] all = new byte[(int) driver.volume("p", disk.name(number)).capacity()];
            file.readFully(all);
            return all;
        }
    }

    private void fill(int number, byte value) throws IOException {
        byte[] all = new byte[(int) driver.volume("p", disk.name(number)).capacity()];
        Arrays.fill(all, value);
        try (RandomAccessFile file = new RandomAccessFile("/dev/" + disk.name(number), "rws")) {
            file.write(all);
        }
    }

    @Test
    void aDiskIsBuiltOnceAndOverDataOnlyWhereItIsAskedFor() throws Exception {
        disk.define("p", "gpt");
        assertThatThrownBy(() -> driver.startPool("p"))
                .isInstanceOf(BackendException.class)
                .hasMessageContaining("unrecognised disk label");
        driver.buildPool("p");
        assertThatThrownBy(() -> driver.buildPool("p"))
                .isInstanceOf(BackendException.class)
                .hasMessageContaining("has data on it (gpt); it was not touched");
        driver.undefinePool("p");
        disk.define("p", "dos");
        assertThatThrownBy(() -> driver.startPool("p")).hasMessageContaining("table 'gpt', not 'msdos'");
        driver.buildPool("p", Set.of(BuildOption.OVERWRITE));
        driver.startPool("p");
        assertThatThrownBy(() -> driver.definePool("<pool type='disk'><name>q</name><source><device path='"
                        + disk.device() + "'/></source><target><path>/dev/disk</path></target></pool>"))
                .hasMessageContaining("source device '" + disk.device() + "' exists already");
    }

    @Test
    void aDeletedPoolHasNoTableAndItsDiskCanBeBuiltAnew() throws Exception {
        for (String format : List.of("gpt", "dos")) {
            disk.define("p", format);
            driver.buildPool("p");
            driver.startPool("p");
            volume(1, 2 * MIB);
            fill(1, (byte) 0x77);
            driver.stopPool("p");
            driver.deletePool("p");
            assertThat(Path.of("/dev/" + disk.name(1))).doesNotExist();
            driver.deletePool("p");
            assertThatThrownBy(() -> driver.startPool("p")).hasMessageContaining("unrecognised disk label");
            driver.buildPool("p", Set.of(BuildOption.NO_OVERWRITE));
            driver.startPool("p");
            assertThat(driver.volumes("p")).isEmpty();
            volume(1, 2 * MIB);
            assertThat(contents(1)).as("what is in partitions stays").containsOnly(0x77);
            driver.stopPool("p");
            driver.deletePool("p");
            driver.undefinePool("p");
        }
    }

    @Test
    void partitionsAreMadeShownUsedAndRemoved() throws Exception {
        disk.start("gpt");
        refusedBeforeAnythingIsChanged();
        volume(1, 3 * MIB + 1);
        VolumeInfo made = driver.volume("p", disk.name(1));
        assertThat(made.path()).isEqualTo(Path.of("/dev/" + disk.name(1)));
        assertThat(made.capacity()).isEqualTo(4 * MIB).isEqualTo(made.allocation());
        assertThat(made.state()).isEqualTo(VolumeState.HEALTHY);
        assertThat(driver.volumeByPath(made.path())).isEqualTo(made);
        PoolInfo pool = driver.pool("p");
        assertThat(pool.capacity()).isEqualTo(DISK);
        assertThat(pool.allocation()).isEqualTo(4 * MIB);
        assertThat(pool.available()).isBetween(58L * MIB, 60L * MIB);
        assertThat(driver.poolXml("p")).contains("<freeExtent start='5242880' end='67091968'/>");
        assertThat(driver.volumeXml("p", disk.name(1)))
                .contains("<volume type='block'>", "<extent start='1048576' end='5242880'/>", "<format type='none'/>");

        byte[] sent = new byte[MIB];
        new Random(7).nextBytes(sent);
        try (VolumeUpload upload = driver.upload(StreamRequest.of("p", disk.name(1)))) {
            upload.write(sent);
            upload.commit();
        }
        assertThat(contents(1)).startsWith(sent);
        assertThatThrownBy(() -> driver.resizeVolume("p", disk.name(1), 9 * MIB, Set.of()))
                .isInstanceOf(UnsupportedStorageException.class)
                .hasMessageContaining("cannot change the size");
        StorageDriver.finish(driver.wipeVolume("p", disk.name(1), WipeAlgorithm.RANDOM));
        assertThat(Arrays.copyOf(contents(1), MIB)).isNotEqualTo(new byte[MIB]).isNotEqualTo(sent);
        StorageDriver.finish(driver.deleteVolume("p", disk.name(1), Set.of(DeleteOption.ZEROED)));
        assertThat(driver.volumes("p")).isEmpty();
        assertThat(Path.of("/dev/" + disk.name(1))).doesNotExist();
    }

    private void refusedBeforeAnythingIsChanged() {
        assertThatThrownBy(() -> driver.createVolume(VolumeRequest.raw("p", "disk1", MIB)))
                .isInstanceOf(InvalidNameException.class)
                .hasMessageContaining("the next one is '" + disk.name(1) + "'");
        assertThatThrownBy(() -> driver.createVolume(VolumeRequest.raw("p", disk.name(1), DISK)))
                .isInstanceOf(NotEnoughSpaceException.class)
                .hasMessageContaining("greatest free part");
        assertThat(driver.engine().jobs()).isEmpty();
        assertThat(driver.volumes("p")).isEmpty();
    }

    @Test
    void aCopyIntoAPartitionHasZerosWhereItsSourceHasHoles() throws Exception {
        disk.start("gpt");
        volume(1, 8 * MIB);
        fill(1, (byte) 0x55);
        StorageDriver.finish(driver.deleteVolume("p", disk.name(1)));
        Path files = Files.createDirectory(scratch.resolve("files"));
        try (RandomAccessFile sparse = new RandomAccessFile(files.resolve("v").toFile(), "rw")) {
            sparse.setLength(8 * MIB);
            sparse.seek(3 * MIB);
            sparse.write(new byte[] {1, 2, 3});
        }
        driver.definePool(org.jobledger.storage.PoolDefinition.dir("files", files.toString()));
        driver.startPool("files");
        StorageDriver.finish(driver.cloneVolume(CloneRequest.of("files", "v", "p", disk.name(1))));
        assertThat(contents(1)).isEqualTo(Files.readAllBytes(files.resolve("v")));
        StorageDriver.finish(driver.cloneVolume(CloneRequest.of("p", disk.name(1), "files", "w")));
        assertThat(files.resolve("w")).hasSameBinaryContentAs(files.resolve("v"));
    }

    @Test
    void aPartitionThatIsMountedIsLeftAlone() throws Exception {
        disk.start("gpt");
        volume(1, 16 * MIB);
        try {
            LoopDisk.run("mkfs.ext4", "-q", "/dev/" + disk.name(1));
        } catch (IOException e) {
            org.junit.jupiter.api.Assumptions.abort("MISSING: no mkfs.ext4: " + e);
        }
        Path mounted = Files.createDirectory(scratch.resolve("mnt"));
        LoopDisk.run("mount", "/dev/" + disk.name(1), mounted.toString());
        try {
            assertThatThrownBy(() -> driver.wipeVolume("p", disk.name(1), WipeAlgorithm.ZERO))
                    .isInstanceOf(VolumeOpenElsewhereException.class)
                    .hasMessageContaining("mounted at " + mounted);
            assertThatThrownBy(() -> driver.deleteVolume("p", disk.name(1)))
                    .isInstanceOf(VolumeOpenElsewhereException.class);
            driver.stopPool("p");
            assertThatThrownBy(() -> driver.buildPool("p", Set.of(BuildOption.OVERWRITE)))
                    .isInstanceOf(VolumeOpenElsewhereException.class);
            assertThatThrownBy(() -> driver.deletePool("p")).isInstanceOf(VolumeOpenElsewhereException.class);
        } finally {
            LoopDisk.run("umount", mounted.toString());
        }
    }

    @Test
    void logicalPartitionsAreRemovedFromTheLastToTheFirst() throws Exception {
        disk.start("dos");
        LoopDisk.run("parted", "--script", disk.device(), "mkpart", "extended", "33MiB", "100%");
        for (int start = 1; start <= 3; start++) {
            LoopDisk.run("parted", "--script", disk.device(), "mkpart", "primary", start + "MiB", start + 1 + "MiB");
        }
        volume(5, 2 * MIB);
        volume(6, 2 * MIB);
        assertThatThrownBy(() -> driver.createVolume(VolumeRequest.raw("p", disk.name(7), 40 * MIB)))
                .isInstanceOf(NotEnoughSpaceException.class);
        assertThatThrownBy(() -> driver.wipeVolume("p", disk.name(1), WipeAlgorithm.ZERO))
                .isInstanceOf(UnsafePathException.class)
                .hasMessageContaining("extended partition");
        fill(6, (byte) 6);
        Job early = driver.deleteVolume("p", disk.name(5));
        assertThat(early.await().message()).contains("not the last logical partition", "'" + disk.name(6) + "'");
        assertThat(contents(6)).containsOnly(6);
        StorageDriver.finish(driver.deleteVolume("p", disk.name(6)));
        StorageDriver.finish(driver.deleteVolume("p", disk.name(5)));
        StorageDriver.finish(driver.deleteVolume("p", disk.name(1)));
        assertThat(driver.volumes("p"))
                .extracting(VolumeInfo::name)
                .containsExactly(disk.name(2), disk.name(3), disk.name(4));
    }

    @Test
    void fault10RemovingAPartitionLeavesTheOthersAndTheirJobsAlone() throws Exception {
        disk.start("gpt");
        volume(1, 8 * MIB);
        volume(2, 8 * MIB);
        volume(3, 8 * MIB);
        fill(3, (byte) 3);
        Job wipe = driver.wipeVolume("p", disk.name(1), WipeAlgorithm.GUTMANN);
        wipe.limitSpeed("test", 4 * MIB);
        StorageDriver.finish(driver.deleteVolume("p", disk.name(2)));
        StorageDriver.finish(driver.refreshPool("p"));
        assertThat(driver.volumes("p")).extracting(VolumeInfo::name).containsExactly(disk.name(1), disk.name(3));
        VolumeInfo wiped = driver.volume("p", disk.name(1));
        assertThat(wiped.state()).isEqualTo(VolumeState.WIPING);
        assertThat(wiped.jobId()).isEqualTo(wipe.id());
        volume(2, 4 * MIB);
        wipe.abort("test", "");
        assertThat(wipe.await().type()).isEqualTo(JobInfoType.CANCELLED);
        assertThat(driver.volume("p", disk.name(1)).state()).isEqualTo(VolumeState.UNDEFINED);
        assertThat(contents(3)).containsOnly(3);
    }
}
