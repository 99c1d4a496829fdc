package org.jobledger.storage.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.JobInfoType;
import org.jobledger.engine.JobStats;
import org.jobledger.engine.event.RecoveryOutcome;
import org.jobledger.storage.CloneRequest;
import org.jobledger.storage.InvalidValueException;
import org.jobledger.storage.JobUnsuccessfulException;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.StorageDriver;
import org.jobledger.storage.StreamRequest;
import org.jobledger.storage.VolumeDownload;
import org.jobledger.storage.VolumeRequest;
import org.jobledger.storage.VolumeState;
import org.jobledger.storage.VolumeUpload;
import org.jobledger.storage.io.FileStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Uploads and downloads on a real engine and real files. */
class StreamsTest {
    private static final int MIB = 1 << 20;
    private static final StreamRequest ALL = StreamRequest.of("p", "v");

    @TempDir
    private Path scratch;

    private StorageDriver driver;
    private Path file;
    private byte[] data;

    @BeforeEach
    void aVolume() throws Exception {
        Path pool = Files.createDirectory(scratch.resolve("pool"));
        open();
        driver.definePool(PoolDefinition.dir("p", pool.toString()));
        driver.startPool("p");
        StorageDriver.finish(driver.createVolume(VolumeRequest.raw("p", "v", 5 * MIB + 77)));
        file = pool.resolve("v");
        data = new byte[5 * MIB + 77];
        new Random(1).nextBytes(data);
    }

    private void open() {
        driver = StorageDriver.open(JobEngine.at(scratch.resolve("ledger")));
    }

    @AfterEach
    void close() {
        driver.close();
    }

    private JobStats upload(StreamRequest request, byte[] bytes) throws Exception {
        try (VolumeUpload stream = driver.upload(request)) {
            // In pieces that fit nothing.
            for (int at = 0; at < bytes.length; at += 300_007) {
                stream.write(bytes, at, Math.min(300_007, bytes.length - at));
            }
            return stream.commit();
        }
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    @Test
    void whatIsUploadedIsThereAndWhatIsThereIsDownloaded() throws Exception {
        JobStats stats = upload(ALL.length(data.length).checking(sha256(data)), data);
        assertThat(stats.processed()).isEqualTo(data.length);
        assertThat(stats.total()).isEqualTo(data.length);
        assertThat(stats.result().string("sha256")).isEqualTo(sha256(data));
        assertThat(Files.readAllBytes(file)).isEqualTo(data);
        assertThat(driver.volume("p", "v").state()).isEqualTo(VolumeState.HEALTHY);
        try (VolumeDownload stream = driver.download(ALL.checking(sha256(data)))) {
            assertThat(stream.readAllBytes()).isEqualTo(data);
            assertThat(stream.read()).isEqualTo(-1);
            assertThat(stream.job().await().processed()).isEqualTo(data.length);
        }
    }

    @Test
    void aPartIsWrittenAndReadWhereItBelongs() throws Exception {
        byte[] part = Arrays.copyOf(data, 2 * MIB + 3);
        JobStats stats = upload(ALL.from(MIB + 5), part);
        assertThat(stats.total()).as("not known before").isEqualTo(-1);
        byte[] expected = new byte[data.length];
        System.arraycopy(part, 0, expected, MIB + 5, part.length);
        assertThat(Files.readAllBytes(file)).isEqualTo(expected);
        try (VolumeDownload stream = driver.download(ALL.from(MIB + 5).length(part.length))) {
            assertThat(stream.readAllBytes()).isEqualTo(part);
        }
    }

    @Test
    void holesAreSentAndReceivedAsHoles() throws Exception {
        Files.write(file, data);
        try (VolumeUpload stream = driver.upload(ALL.length(data.length))) {
            stream.write(data, 0, 4096);
            stream.skip(4L * MIB);
            stream.write(data, 0, data.length - 4 * MIB - 4096);
            stream.commit();
        }
        byte[] expected = new byte[data.length];
        System.arraycopy(data, 0, expected, 0, 4096);
        System.arraycopy(data, 0, expected, 4 * MIB + 4096, data.length - 4 * MIB - 4096);
        assertThat(Files.readAllBytes(file)).isEqualTo(expected);
        assertThat(FileStatus.of(file).orElseThrow().allocated()).isLessThan(2 * MIB);
        try (VolumeDownload stream = driver.download(ALL)) {
            assertThat(stream.skipHole()).isZero();
            assertThat(stream.readNBytes(4096)).isEqualTo(Arrays.copyOf(data, 4096));
            assertThat(stream.skipHole()).isEqualTo(4L * MIB);
            assertThat(stream.readAllBytes()).isEqualTo(Arrays.copyOf(data, data.length - 4 * MIB - 4096));
        }
    }

    @Test
    void anUploadThatEndsEarlyFailsAndSaysHowManyBytesAreDurable() throws Exception {
        JobStats stats;
        try (VolumeUpload stream = driver.upload(ALL.length(data.length))) {
            stream.write(data, 0, 3 * MIB);
            stream.close();
            stats = stream.job().await();
        }
        assertThat(stats.type()).isEqualTo(JobInfoType.FAILED);
        assertThat(stats.code()).isEqualTo("stream-cut");
        assertThat(stats.message()).contains("after 3145728 of 5242957 bytes", "3145728 bytes are durable");
        assertThat(Arrays.copyOf(Files.readAllBytes(file), 3 * MIB)).isEqualTo(Arrays.copyOf(data, 3 * MIB));
        assertThat(driver.volume("p", "v").state()).isEqualTo(VolumeState.UNDEFINED);
    }

    @Test
    void aCopyOfUndefinedContentsSaysSoAndDoesNotSayThatTheCopyingEndedEarly() throws Exception {
        try (VolumeUpload stream = driver.upload(ALL.length(data.length))) {
            stream.write(data, 0, MIB);
        }
        JobStats copied = driver.cloneVolume(CloneRequest.of("p", "v", "copy")).await();

        assertThat(copied.type()).isEqualTo(JobInfoType.COMPLETED);
        assertThat(driver.volume("p", "copy").state()).isEqualTo(VolumeState.UNDEFINED);
        assertThat(driver.volume("p", "copy").note())
                .isEqualTo("contents undefined since job " + copied.id()
                        + ": it ended early, or copied from where another had");
    }

    @Test
    void aCommitBeforeTheAnnouncedLengthFails() {
        assertThatThrownBy(() -> upload(ALL.length(data.length), Arrays.copyOf(data, MIB)))
                .isInstanceOf(JobUnsuccessfulException.class)
                .hasMessageContaining("1048576 bytes are durable");
    }

    @Test
    void bytesThatAreNotThoseAnnouncedFailAtTheCommitAndLeaveTheContentsUndefined() throws Exception {
        assertThatThrownBy(() -> upload(ALL.checking(sha256(data)), new byte[data.length]))
                .isInstanceOfSatisfying(
                        JobUnsuccessfulException.class,
                        e -> assertThat(e.stats().code()).isEqualTo("checksum"));
        assertThat(driver.volume("p", "v").state()).isEqualTo(VolumeState.UNDEFINED);
        upload(ALL, data);
        assertThat(driver.volume("p", "v").state()).isEqualTo(VolumeState.HEALTHY);
        assertThatThrownBy(() -> {
                    try (VolumeDownload stream = driver.download(ALL.checking(sha256(new byte[1])))) {
                        stream.readAllBytes();
                    }
                })
                .isInstanceOf(IOException.class)
                .hasMessageContaining("SHA-256");
    }

    @Test
    void moreThanFitsIsRefused() {
        assertThatThrownBy(() -> upload(ALL.from(MIB), data))
                .hasMessageContaining("more is sent to volume 'v' in pool 'p' than fits");
        assertThatThrownBy(() -> driver.upload(ALL.from(MIB).length(data.length)))
                .isInstanceOf(InvalidValueException.class);
        assertThatThrownBy(() -> driver.download(ALL.from(data.length + 1L))).isInstanceOf(InvalidValueException.class);
    }

    @Test
    void aDownloadThatIsClosedEarlyIsCancelled() throws Exception {
        VolumeDownload stream = driver.download(ALL);
        assertThat(stream.readNBytes(10)).hasSize(10);
        stream.close();
        assertThat(stream.job().await().type()).isEqualTo(JobInfoType.CANCELLED);
    }

    @Test
    void somebodyElseCanStopAnUploadAndItsSenderLearnsOfIt() throws Exception {
        try (VolumeUpload stream = driver.upload(ALL)) {
            stream.write(data, 0, MIB);
            driver.engine().job(stream.job().id()).abort("operator", "enough");
            assertThatThrownBy(() -> {
                        while (true) {
                            stream.write(0);
                            stream.flush();
                        }
                    })
                    .isInstanceOf(IOException.class)
                    .hasRootCauseInstanceOf(JobUnsuccessfulException.class)
                    .hasMessageContaining("cancelled");
        }
    }

    @Test
    void anUploadThatAnotherOpeningFindsHasFailedAndSaysHowFarItWas() throws Exception {
        VolumeUpload stream = driver.upload(ALL.length(data.length));
        stream.write(data, 0, 2 * MIB);
        long id = stream.job().id();
        // The third block is only taken when the two before are written.
        while (driver.engine().jobInfo(id).orElseThrow().processed() < 2 * MIB) {
            Thread.onSpinWait();
        }
        driver.close();
        open();
        assertThat(driver.engine().recoveries()).hasSize(1);
        assertThat(driver.engine().recoveries().get(0).outcome()).isEqualTo(RecoveryOutcome.FAILED);
        assertThat(driver.engine().jobStats(id).orElseThrow().message()).contains("interrupted");
        assertThat(driver.volume("p", "v").jobId()).as("nobody holds it").isZero();
    }
}
