package org.jobledger.storage.backend.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jobledger.storage.CloneRequest;
import org.jobledger.storage.InvalidValueException;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.StorageDriver;
import org.jobledger.storage.UnsafePathException;
import org.jobledger.storage.UnsupportedStorageException;
import org.jobledger.storage.VolumeFormat;
import org.jobledger.storage.VolumeInfo;
import org.jobledger.storage.VolumeRequest;
import org.jobledger.storage.WipeAlgorithm;
import org.jobledger.storage.backend.LoopDisk;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Partitions that are asked for as what libvirt's volume XML calls their format. */
class PartitionTypesTest {
    private static final long MIB = 1 << 20;

    @TempDir
    private Path scratch;

    private RealDisk disk;
    private StorageDriver driver;

    @BeforeEach
    void attach() throws Exception {
        disk = RealDisk.in(scratch, 64 * MIB);
        driver = disk.driver();
    }

    @AfterEach
    void detach() throws Exception {
        if (disk != null) {
            disk.close();
        }
    }

    private VolumeRequest request(int number, long bytes, String format) {
        return VolumeRequest.of("p", disk.name(number), bytes, VolumeFormat.of(format));
    }

    private void make(int number, long bytes, String format) throws Exception {
        StorageDriver.finish(driver.createVolume(request(number, bytes, format)));
    }

    /** The code that the table has of what a partition is for. */
    private String code(int number) throws Exception {
        return LoopDisk.run("blkid", "-p", "-s", "PART_ENTRY_TYPE", "-o", "value", "/dev/" + disk.name(number))
                .strip();
    }

    @Test
    void anExtendedPartitionIsMadeFilledAndRemoved() throws Exception {
        disk.start("dos");
        StorageDriver.finish(driver.createVolume("p", """
                <volume type='block'><name>%s</name><capacity unit='MiB'>40</capacity>
                <target><format type='extended'/></target></volume>
                """.formatted(disk.name(1)), false));
        assertThat(driver.volume("p", disk.name(1)).capacity()).isEqualTo(40 * MIB);
        assertThatThrownBy(() -> driver.createVolume(request(2, MIB, "extended")))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining("has an extended partition already, number 1");
        assertThatThrownBy(() -> driver.wipeVolume("p", disk.name(1), WipeAlgorithm.ZERO))
                .isInstanceOf(UnsafePathException.class);
        for (int number = 2; number <= 4; number++) {
            make(number, MIB, "linux");
        }
        make(5, 2 * MIB, "linux-swap");
        make(6, 2 * MIB, "fat32");
        assertThat(driver.volumes("p")).extracting(VolumeInfo::name).contains(disk.name(5), disk.name(6));
        assertThat(code(4)).isEqualTo("0x83");
        assertThat(code(5)).isEqualTo("0x82");
        assertThat(code(6)).isEqualTo("0xc");
        for (int number = 6; number >= 1; number--) {
            StorageDriver.finish(driver.deleteVolume("p", disk.name(number)));
        }
        assertThat(driver.volumes("p")).isEmpty();
    }

    @Test
    void aGptTableIsToldWhatAPartitionIsForAndHasNoExtendedOnes() throws Exception {
        disk.start("gpt");
        assertThatThrownBy(() -> driver.createVolume(request(1, MIB, "extended")))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining("only a 'dos' table has extended partitions");
        make(1, 2 * MIB, "linux-swap");
        make(2, 2 * MIB, "none");
        assertThat(code(1)).isEqualTo("0657fd6d-a4ab-43c4-84e5-0933c84b4f4f");
        assertThat(code(2)).isEqualTo("0fc63daf-8483-4772-8e79-3d69d8477de4");
        assertThat(driver.volumeXml("p", disk.name(1))).contains("<format type='none'/>");
        Path files = Files.createDirectory(scratch.resolve("files"));
        driver.definePool(PoolDefinition.dir("files", files.toString()));
        driver.startPool("files");
        StorageDriver.finish(driver.cloneVolume(CloneRequest.of("p", disk.name(1), "files", "w")));
        assertThat(files.resolve("w")).hasSize(2 * MIB);
        StorageDriver.finish(driver.cloneVolume(
                CloneRequest.of("files", "w", "p", disk.name(3)).as(VolumeFormat.of("fat32"))));
        assertThat(code(3)).isEqualTo("ebd0a0a2-b9e5-4433-87c0-68b6b72699c7");
    }

    @Test
    void whatIsNoPartitionCannotBeMadeAsOne() throws Exception {
        Path files = Files.createDirectory(scratch.resolve("files"));
        driver.definePool(PoolDefinition.dir("files", files.toString()));
        driver.startPool("files");
        assertThatThrownBy(() -> driver.createVolume(VolumeRequest.of("files", "v", MIB, VolumeFormat.of("linux"))))
                .isInstanceOf(UnsupportedStorageException.class)
                .hasMessageContaining("volumes of format 'linux' are partitions; pool 'files' of type 'dir' has none");
        assertThatThrownBy(() -> VolumeFormat.of("linux")
                        .features(java.util.List.of("extended_l2"))
                        .makeable())
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining("are partitions");
    }
}
