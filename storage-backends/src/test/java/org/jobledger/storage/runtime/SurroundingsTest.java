package org.jobledger.storage.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Random;
import java.util.Set;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.JobStats;
import org.jobledger.storage.CloneRequest;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.ReadOnlyStorageException;
import org.jobledger.storage.Reflink;
import org.jobledger.storage.ResizeOption;
import org.jobledger.storage.StorageDriver;
import org.jobledger.storage.StreamRequest;
import org.jobledger.storage.VolumeDownload;
import org.jobledger.storage.VolumeOpenElsewhereException;
import org.jobledger.storage.VolumeRequest;
import org.jobledger.storage.VolumeState;
import org.jobledger.storage.WipeAlgorithm;
import org.jobledger.storage.io.DiskVolumeFile;
import org.jobledger.storage.io.VolumeFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Volumes that others use, media that cannot be written, and a file system that shares blocks; as far as this machine has them. */
class SurroundingsTest {
    private static final int MIB = 1 << 20;

    @TempDir
    private Path scratch;

    private final Deque<String[]> undo = new ArrayDeque<>();
    private StorageDriver driver;

    @BeforeEach
    void open() {
        driver = StorageDriver.open(JobEngine.at(scratch.resolve("ledger")));
    }

    @AfterEach
    void close() throws Exception {
        driver.close();
        for (String[] command : undo) {
            assertThat(runs(command)).as(String.join(" ", command)).isTrue();
        }
    }

    private static boolean runs(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static void need(boolean met, String what) {
        if (!met) {
            System.err.println("NOT TESTED: " + what);
        }
        Assumptions.assumeTrue(met, what);
    }

    private Path pool(String name) throws IOException {
        Path target = scratch.resolve(name);
        if (!Files.exists(target)) {
            Files.createDirectory(target);
        }
        driver.definePool(PoolDefinition.dir(name, target.toString()));
        driver.startPool(name);
        return target;
    }

    @Test
    void aVolumeThatAProcessHasOpenIsLeftAloneAndTheProcessIsNamed() throws Exception {
        need(Files.exists(Path.of("/proc/self/fd")), "open elsewhere, because there is no /proc");
        Path file = pool("p").resolve("v");
        StorageDriver.finish(driver.createVolume(VolumeRequest.raw("p", "v", MIB)));
        Process guest = new ProcessBuilder("sleep", "600")
                .redirectOutput(ProcessBuilder.Redirect.appendTo(file.toFile()))
                .start();
        try {
            assertThatThrownBy(() -> driver.wipeVolume("p", "v", WipeAlgorithm.ZERO))
                    .isInstanceOf(VolumeOpenElsewhereException.class)
                    .hasMessageContaining("volume 'v' in pool 'p' is open elsewhere")
                    .hasMessageContaining("process " + guest.pid());
            assertThatThrownBy(() -> driver.deleteVolume("p", "v")).isInstanceOf(VolumeOpenElsewhereException.class);
            assertThatThrownBy(() -> driver.cloneVolume(CloneRequest.of("p", "v", "w")))
                    .isInstanceOf(VolumeOpenElsewhereException.class)
                    .hasMessageContaining("for writing");
            assertThat(driver.volume("p", "v").state()).isEqualTo(VolumeState.HEALTHY);
        } finally {
            guest.destroyForcibly().waitFor();
        }
        StorageDriver.finish(driver.wipeVolume("p", "v", WipeAlgorithm.ZERO));
    }

    @Test
    void whoOnlyReadsAVolumeDoesNotKeepItFromBeingCopied() throws Exception {
        Path file = pool("p").resolve("v");
        StorageDriver.finish(driver.createVolume(VolumeRequest.raw("p", "v", MIB)));
        Process reader = new ProcessBuilder("sleep", "600")
                .redirectInput(ProcessBuilder.Redirect.from(file.toFile()))
                .start();
        try {
            StorageDriver.finish(driver.cloneVolume(CloneRequest.of("p", "v", "w")));
            assertThatThrownBy(() -> driver.wipeVolume("p", "v", WipeAlgorithm.ZERO))
                    .isInstanceOf(VolumeOpenElsewhereException.class);
        } finally {
            reader.destroyForcibly().waitFor();
        }
    }

    @Test
    void aVolumeThatIsMountedIsLeftAloneAndTheMountIsNamed() throws Exception {
        Path file = pool("p").resolve("v");
        StorageDriver.finish(driver.createVolume(VolumeRequest.raw("p", "v", 16 * MIB)));
        Path mounted = Files.createDirectory(scratch.resolve("mounted"));
        need(
                runs("mkfs.ext4", "-q", "-F", file.toString())
                        && runs("mount", "-o", "loop", file.toString(), mounted.toString()),
                "a mounted volume, because loop mounts need root and mkfs.ext4");
        undo.push(new String[] {"umount", mounted.toString()});
        assertThatThrownBy(() -> driver.wipeVolume("p", "v", WipeAlgorithm.ZERO))
                .isInstanceOf(VolumeOpenElsewhereException.class)
                .hasMessageContaining("/dev/loop")
                .hasMessageContaining("mounted at " + mounted);
    }

    @Test
    void mediaThatCanOnlyBeReadServeAsSourceAndAreNeverChanged() throws Exception {
        Path media = Files.createDirectory(scratch.resolve("media"));
        need(
                runs("mount", "-t", "tmpfs", "-o", "size=8m", "jobledger-test", media.toString()),
                "media that can only be read, because mounting needs root");
        undo.push(new String[] {"umount", media.toString()});
        byte[] data = new byte[MIB];
        new Random(1).nextBytes(data);
        Files.write(media.resolve("v"), data);
        pool("media");
        Path target = pool("p");
        assertThat(runs("mount", "-o", "remount,ro", media.toString())).isTrue();
        StorageDriver.finish(driver.cloneVolume(CloneRequest.of("media", "v", "p", "w")));
        assertThat(Files.readAllBytes(target.resolve("w"))).isEqualTo(data);
        try (VolumeDownload stream = driver.download(StreamRequest.of("media", "v"))) {
            assertThat(stream.readAllBytes()).isEqualTo(data);
        }
        assertThatThrownBy(() -> driver.wipeVolume("media", "v", WipeAlgorithm.ZERO))
                .isInstanceOf(ReadOnlyStorageException.class)
                .hasMessageContaining("pool 'media' can only be read");
        assertThatThrownBy(() -> driver.deleteVolume("media", "v")).isInstanceOf(ReadOnlyStorageException.class);
        assertThatThrownBy(() -> StorageDriver.finish(driver.createVolume(VolumeRequest.raw("media", "n", MIB))))
                .hasMessageContaining("can only be read");
        assertThat(driver.volume("media", "v").state()).isEqualTo(VolumeState.HEALTHY);
    }

    @Test
    void blocksAreSharedWhereTheFileSystemCan() throws Exception {
        Path image = scratch.resolve("image");
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength(400L * MIB);
        }
        Path shared = Files.createDirectory(scratch.resolve("shared"));
        need(
                runs("mkfs.xfs", "-q", "-m", "reflink=1", image.toString())
                        && runs("mount", "-o", "loop", image.toString(), shared.toString()),
                "shared blocks, because there is no mkfs.xfs, or loop mounts need root");
        undo.push(new String[] {"umount", shared.toString()});
        pool("shared");
        byte[] data = new byte[3 * MIB + 17];
        new Random(1).nextBytes(data);
        Files.write(shared.resolve("v"), data);
        for (Reflink reflink : new Reflink[] {Reflink.ALWAYS, Reflink.AUTO, Reflink.NEVER}) {
            String name = "copy-" + reflink;
            JobStats stats = StorageDriver.finish(
                    driver.cloneVolume(CloneRequest.of("shared", "v", name).reflink(reflink)));
            assertThat(stats.result().flag("sharing")).isEqualTo(reflink != Reflink.NEVER);
            assertThat(stats.processed()).isEqualTo(data.length);
            assertThat(Files.readAllBytes(shared.resolve(name))).isEqualTo(data);
        }
        StorageDriver.finish(driver.wipeVolume("shared", "v", WipeAlgorithm.ZERO));
        assertThat(Files.readAllBytes(shared.resolve("copy-ALWAYS"))).isEqualTo(data);
    }

    /** The kernel does not allocate for such a file system, so what has no place is written. */
    @Test
    void onAFileSystemThatCannotAllocatePlaceIsGivenByWritingAndDataStays() throws Exception {
        Path image = scratch.resolve("ext3.img");
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength(32 << 20);
        }
        Path old = Files.createDirectory(scratch.resolve("old"));
        need(
                runs("mkfs.ext3", "-q", "-F", image.toString())
                        && runs("mount", "-o", "loop", image.toString(), old.toString()),
                "a file system without fallocate, because loop mounts need root and mkfs.ext3");
        undo.push(new String[] {"umount", old.toString()});
        driver.definePool(PoolDefinition.dir("old", old.toString()));
        driver.startPool("old");
        StorageDriver.finish(driver.createVolume(VolumeRequest.raw("old", "v", 5 << 20)));
        assertThat(driver.volume("old", "v").allocation()).isGreaterThanOrEqualTo(5 << 20);
        assertThat(Files.readAllBytes(old.resolve("v"))).hasSize(5 << 20).containsOnly(0);
        byte[] data = new byte[5 << 20];
        new Random(3).nextBytes(data);
        Files.write(old.resolve("v"), data);
        StorageDriver.finish(driver.resizeVolume("old", "v", 6 << 20, Set.of(ResizeOption.ALLOCATE)));
        assertThat(Arrays.mismatch(Files.readAllBytes(old.resolve("v")), 0, data.length, data, 0, data.length))
                .isEqualTo(-1);
        try (VolumeFile file = DiskVolumeFile.open(old.resolve("v"))) {
            file.allocate(0, 7 << 20);
        }
        byte[] now = Files.readAllBytes(old.resolve("v"));
        assertThat(now).hasSize(7 << 20);
        assertThat(Arrays.mismatch(now, 0, data.length, data, 0, data.length)).isEqualTo(-1);
    }
}
