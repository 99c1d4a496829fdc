package org.jobledger.storage.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jobledger.engine.EstimateState;
import org.jobledger.engine.Job;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.JobInfoType;
import org.jobledger.engine.JobStats;
import org.jobledger.storage.CloneRequest;
import org.jobledger.storage.JobUnsuccessfulException;
import org.jobledger.storage.NoSuchSecretException;
import org.jobledger.storage.ResizeOption;
import org.jobledger.storage.StorageDriver;
import org.jobledger.storage.UnsafePathException;
import org.jobledger.storage.VolumeFormat;
import org.jobledger.storage.VolumeInfo;
import org.jobledger.storage.VolumeRequest;
import org.jobledger.storage.VolumeSecrets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Volumes of the formats that qemu-img makes: copied, converted, encrypted. */
class ConvertedImagesTest extends ImageCase {
    @Test
    void aConversionThereAndBackGivesTheSameBytesAndCountsAllOfThem() throws Exception {
        StorageDriver.finish(driver.createVolume(VolumeRequest.raw("p", "raw", 6 * MIB)));
        byte[] data = fill("raw", (int) (6 * MIB));
        for (String format : List.of("qcow2", "vmdk")) {
            JobStats there = StorageDriver.finish(
                    driver.cloneVolume(CloneRequest.of("p", "raw", format).as(VolumeFormat.of(format))));
            assertThat(there.processed()).isEqualTo(6 * MIB).isEqualTo(there.total());
            assertThat(driver.volume("p", format).format()).isEqualTo(format);
            StorageDriver.finish(driver.cloneVolume(
                    CloneRequest.of("p", format, format + "-back").as(VolumeFormat.RAW)));
            assertThat(Files.readAllBytes(target.resolve(format + "-back"))).isEqualTo(data);
        }
        JobStats grown = StorageDriver.finish(
                driver.cloneVolume(CloneRequest.of("p", "qcow2", "grown").sized(8 * MIB, 0)));
        assertThat(grown.result().integer("capacity")).isEqualTo(8 * MIB);
        assertThat(driver.volume("p", "grown").capacity()).isEqualTo(8 * MIB);
    }

    @Test
    void aCopyMayBeLargerInFormatsThatCannotBeResized() throws Exception {
        StorageDriver.finish(driver.createVolume(VolumeRequest.raw("p", "raw", 2 * MIB)));
        byte[] data = Arrays.copyOf(fill("raw", (int) (2 * MIB)), (int) (4 * MIB));
        for (String format : List.of("qcow", "vmdk", "vdi", "vpc", "vhdx")) {
            StorageDriver.finish(driver.cloneVolume(
                    CloneRequest.of("p", "raw", format).sized(4 * MIB, 0).as(VolumeFormat.of(format))));
            assertThat(driver.volume("p", format).capacity()).as(format).isEqualTo(4 * MIB);
            run(
                    "qemu-img",
                    "convert",
                    "-f",
                    format,
                    "-O",
                    "raw",
                    target.resolve(format).toString(),
                    scratch.resolve(format).toString());
            assertThat(Files.readAllBytes(scratch.resolve(format))).as(format).isEqualTo(data);
        }
    }

    @Test
    void aCopyOfAnImageInItsOwnFormatIsCopiedByteForByte() throws Exception {
        create("q", 2 * MIB, qcow2());
        StorageDriver.finish(driver.cloneVolume(CloneRequest.of("p", "q", "same")));
        StorageDriver.finish(driver.cloneVolume(
                CloneRequest.of("p", "q", "same2").sized(2 * MIB, 0).as(qcow2())));
        for (String name : List.of("same", "same2")) {
            assertThat(Files.mismatch(target.resolve("q"), target.resolve(name)))
                    .isEqualTo(-1);
            assertThat(driver.volume("p", name).layout())
                    .isEqualTo(driver.volume("p", "q").layout());
        }
    }

    @Test
    void encryptedVolumesAreMadeConvertedAndResizedAndTheirSecretIsNowhere() throws Exception {
        JobStats made = StorageDriver.finish(withSecrets()
                .createVolume(VolumeRequest.of("p", "luks", 2 * MIB, VolumeFormat.RAW.encrypted(KEY))
                        .allocating(MIB)));
        assertThat(made.processed()).isEqualTo(MIB);
        assertThat(driver.volume("p", "luks"))
                .extracting(VolumeInfo::format, VolumeInfo::capacity)
                .containsExactly("luks", 2 * MIB);
        assertThat(driver.volumeXml("p", "luks"))
                .contains("<format type='raw'/>", "<encryption format='luks'>", "usage='k1'");
        copy("luks", "plain", VolumeFormat.RAW);
        if (Boolean.getBoolean("soak.luks")) {
            // Two secrets at once. A key of qemu-img costs more than two seconds of processor time, whatever iter-time
            // says.
            copy("luks", "q2", qcow2().encrypted(key("k2")));
            copy("q2", "back", VolumeFormat.RAW);
            assertThat(Files.mismatch(target.resolve("plain"), target.resolve("back")))
                    .isEqualTo(-1);
            byte[] data = Files.readAllBytes(target.resolve("plain"));
            assertThat(indexOf(Files.readAllBytes(target.resolve("q2")), data)).isNegative();
            StorageDriver.finish(withSecrets().resizeVolume("p", "q2", 3 * MIB, Set.of()));
            assertThat(driver.volume("p", "q2").capacity()).isEqualTo(3 * MIB);
        }
        StorageDriver.finish(driver.resizeVolume("p", "luks", MIB, Set.of(ResizeOption.DELTA)));
        assertThat(driver.volume("p", "luks").capacity()).isEqualTo(3 * MIB);
        assertThatThrownBy(() ->
                        driver.cloneVolume(CloneRequest.of("p", "luks", "x").as(VolumeFormat.RAW)))
                .isInstanceOf(NoSuchSecretException.class);
        driver.close();
        try (Stream<Path> all = Files.walk(scratch)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                assertThat(indexOf(Files.readAllBytes(file), PASSPHRASE.getBytes(StandardCharsets.UTF_8)))
                        .as(file.toString())
                        .isNegative();
            }
        }
        driver = StorageDriver.open(JobEngine.at(scratch.resolve("ledger")), VolumeSecrets.NONE);
    }

    /** libvirt's users see "stalled" where something hangs; a key takes its time. */
    @Test
    @EnabledIfSystemProperty(named = "soak.luks", matches = "true")
    void whileAKeyIsDerivedNothingIsStalled() throws Exception {
        System.setProperty("jobledger.luks.millis", "6000");
        Job job = withSecrets()
                .createVolume(VolumeRequest.of("p", "slow", 2 * MIB, VolumeFormat.RAW.encrypted(KEY))
                        .allocating(MIB));
        Set<EstimateState> seen = EnumSet.noneOf(EstimateState.class);
        for (var info = driver.engine().jobInfo(job.id());
                info.isPresent();
                info = driver.engine().jobInfo(job.id())) {
            seen.add(info.get().estimate().state());
        }
        JobStats stats = job.await();
        assertThat(stats.timeElapsedMillis()).isGreaterThan(4000);
        assertThat(stats.processed()).isEqualTo(MIB).isEqualTo(stats.total());
        assertThat(seen).doesNotContain(EstimateState.STALLED);
    }

    private static int indexOf(byte[] text, byte[] part) {
        return new String(text, StandardCharsets.ISO_8859_1)
                .indexOf(new String(part, 0, Math.min(64, part.length), StandardCharsets.ISO_8859_1));
    }

    @Test
    void anImageThatLeadsOutOfThePoolsIsNotConverted() throws Exception {
        Path secret = Files.writeString(scratch.resolve("secret"), "x".repeat(4096));
        run(
                "qemu-img",
                "create",
                "-q",
                "-f",
                "qcow2",
                "-b",
                secret.toString(),
                "-F",
                "raw",
                target.resolve("bad").toString());
        assertThatThrownBy(() ->
                        driver.cloneVolume(CloneRequest.of("p", "bad", "leak").as(VolumeFormat.RAW)))
                .isInstanceOf(UnsafePathException.class)
                .hasMessageContaining(secret.toString());
        assertThat(target.resolve("leak")).doesNotExist();
    }

    @Test
    void whatQemuImgSaysIsTheErrorAndNothingIsLeft() throws Exception {
        create("q", 4 * MIB, qcow2());
        try (RandomAccessFile file = new RandomAccessFile(target.resolve("q").toFile(), "rw")) {
            file.seek(40);
            file.writeLong(Long.MAX_VALUE);
        }
        assertThatThrownBy(() -> copy("q", "c", VolumeFormat.RAW))
                .isInstanceOfSatisfying(JobUnsuccessfulException.class, e -> {
                    assertThat(e.stats().type()).isEqualTo(JobInfoType.FAILED);
                    assertThat(e).hasMessageContaining("qemu-img ended with status 1");
                });
        assertThat(target.resolve("c")).doesNotExist();
        assertThat(driver.volumes("p")).extracting(VolumeInfo::name).containsExactly("q");
    }
}
