package org.jobledger.storage.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import org.jobledger.engine.JobEngine;
import org.jobledger.storage.CloneRequest;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.PoolOption;
import org.jobledger.storage.StorageDriver;
import org.jobledger.storage.StorageException;
import org.jobledger.storage.VolumeInfo;
import org.jobledger.storage.VolumeRequest;
import org.jobledger.storage.WipeAlgorithm;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images of other formats that somebody put into the directory of a pool. */
class ForeignImageTest {
    private static final long GUEST_SEES = 5L << 30;

    @TempDir
    private Path scratch;

    private Path target;
    private StorageDriver driver;

    @BeforeEach
    void open() throws IOException {
        target = scratch.resolve("pool");
        driver = StorageDriver.open(JobEngine.at(scratch.resolve("ledger")));
        driver.createPool(PoolDefinition.dir("p", target.toString()), Set.of(PoolOption.BUILD));
        Files.write(target.resolve("q"), qcow2(256 * 1024));
    }

    @AfterEach
    void close() {
        driver.close();
    }

    /** A header as QEMU's docs/interop/qcow2.txt has it, without a backing file. */
    private static byte[] qcow2(int fileBytes) {
        return ByteBuffer.allocate(fileBytes)
                .putInt(0x514649fb)
                .putInt(3)
                .putLong(0)
                .putInt(0)
                .putInt(16)
                .putLong(GUEST_SEES)
                .array();
    }

    @Test
    void itIsShownAsWhatItIsBeforeAndAfterARefresh() throws InterruptedException {
        assertThat(driver.volume("p", "q"))
                .extracting(VolumeInfo::format, VolumeInfo::capacity, VolumeInfo::recorded)
                .containsExactly("qcow2", GUEST_SEES, false);
        StorageDriver.finish(driver.refreshPool("p"));
        StorageDriver.finish(driver.refreshPool("p"));
        assertThat(driver.volume("p", "q"))
                .extracting(VolumeInfo::format, VolumeInfo::capacity, VolumeInfo::recorded)
                .containsExactly("qcow2", GUEST_SEES, true);
    }

    @Test
    void theImageOfADiscIsShownAsOneAndUsedAsRaw() throws Exception {
        byte[] disc = new byte[64 * 1024];
        System.arraycopy("CD001".getBytes(StandardCharsets.US_ASCII), 0, disc, 0x8001, 5);
        Files.write(target.resolve("iso"), disc);
        Files.write(target.resolve("short"), Arrays.copyOf(disc, 0x8004));
        StorageDriver.finish(driver.refreshPool("p"));
        assertThat(driver.volume("p", "iso").format()).isEqualTo("iso");
        assertThat(driver.volume("p", "short").format()).isEqualTo("raw");
        String xml = driver.volumeXml("p", "iso");
        assertThat(xml).contains("<format type='iso'/>");
        StorageDriver.finish(driver.cloneVolume(CloneRequest.of("p", "iso", "copy")));
        assertThat(target.resolve("copy")).hasBinaryContent(disc);
        StorageDriver.finish(driver.createVolume("p", xml.replace("<name>iso<", "<name>made<"), false));
        assertThat(driver.volume("p", "made").format()).isEqualTo("raw");
        StorageDriver.finish(driver.wipeVolume("p", "iso", WipeAlgorithm.ZERO));
        assertThat(driver.volume("p", "iso").format()).isEqualTo("raw");
    }

    @Test
    void itIsNotResizedByItsBytes() {
        assertThatThrownBy(() -> StorageDriver.finish(driver.resizeVolume("p", "q", 2 * GUEST_SEES, Set.of())))
                .isInstanceOf(StorageException.class);
        assertThat(target.resolve("q")).hasSize(256 * 1024);
    }

    @Test
    void aCopyOfItIsLaidOutAsItIs() throws InterruptedException {
        StorageDriver.finish(driver.cloneVolume(CloneRequest.of("p", "q", "p", "copy")));
        assertThat(driver.volume("p", "copy"))
                .extracting(VolumeInfo::format, VolumeInfo::capacity)
                .containsExactly("qcow2", GUEST_SEES);
    }

    @Test
    void whatIsLeftOfItByAWipeIsRaw() throws InterruptedException {
        StorageDriver.finish(driver.refreshPool("p"));
        StorageDriver.finish(driver.wipeVolume("p", "q", WipeAlgorithm.ZERO));
        assertThat(driver.volume("p", "q"))
                .extracting(VolumeInfo::format, VolumeInfo::capacity)
                .containsExactly("raw", 256L * 1024);
    }

    @Test
    void aGuestCannotMakeARawVolumeSomethingElse() throws Exception {
        StorageDriver.finish(driver.createVolume(VolumeRequest.raw("p", "v", 65_536)));
        Files.write(target.resolve("v"), qcow2(65_536), java.nio.file.StandardOpenOption.WRITE);
        StorageDriver.finish(driver.refreshPool("p"));
        assertThat(driver.volume("p", "v"))
                .extracting(VolumeInfo::format, VolumeInfo::capacity)
                .containsExactly("raw", 65_536L);
    }
}
