package org.jobledger.storage.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.JobInfoType;
import org.jobledger.engine.JobStats;
import org.jobledger.storage.CloneRequest;
import org.jobledger.storage.InvalidValueException;
import org.jobledger.storage.JobUnsuccessfulException;
import org.jobledger.storage.NoSuchSecretException;
import org.jobledger.storage.Permissions;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.PoolOption;
import org.jobledger.storage.ResizeOption;
import org.jobledger.storage.StorageDriver;
import org.jobledger.storage.UnsafePathException;
import org.jobledger.storage.UnsupportedStorageException;
import org.jobledger.storage.VolumeBusyException;
import org.jobledger.storage.VolumeEncryption;
import org.jobledger.storage.VolumeFormat;
import org.jobledger.storage.VolumeInfo;
import org.jobledger.storage.VolumeRequest;
import org.jobledger.storage.VolumeSecrets;
import org.jobledger.storage.WipeAlgorithm;
import org.jobledger.storage.io.QemuImg;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Volumes of the formats that qemu-img makes: made, copied, converted, resized, shown and removed. */
class ImageVolumesTest {
    private static final long MIB = 1 << 20;
    private static final String PASSPHRASE = "swordfish-2718";
    private static final VolumeEncryption KEY = key("k1");

    @TempDir
    private Path scratch;

    private Path target;
    private StorageDriver driver;

    @BeforeEach
    void open() {
        if (!QemuImg.installed()) {
            System.err.println("NOT TESTED: volumes of other formats, because qemu-img is not installed");
            Assumptions.abort("qemu-img (package qemu-utils) is not installed");
        }
        System.setProperty("jobledger.luks.millis", "10");
        target = scratch.resolve("pool");
        driver = StorageDriver.open(JobEngine.at(scratch.resolve("ledger")));
        driver.createPool(PoolDefinition.dir("p", target.toString()), Set.of(PoolOption.BUILD));
    }

    @AfterEach
    void close() {
        driver.close();
    }

    private static VolumeEncryption key(String usage) {
        return new VolumeEncryption(
                "luks", null, List.of(new VolumeEncryption.Secret("passphrase", null, usage)), null, null);
    }

    private StorageDriver withSecrets() {
        return driver.secrets(name -> Optional.ofNullable(name.usage())
                .filter(usage -> usage.startsWith("k"))
                .map(usage -> (PASSPHRASE + usage).getBytes(StandardCharsets.UTF_8)));
    }

    private static VolumeFormat qcow2() {
        return VolumeFormat.of("qcow2");
    }

    private JobStats create(String name, long capacity, VolumeFormat format) throws InterruptedException {
        return StorageDriver.finish(withSecrets().createVolume(VolumeRequest.of("p", name, capacity, format)));
    }

    /** What qemu-img itself says, as JSON. */
    private String seen(String name, String format) throws Exception {
        return run(
                "qemu-img",
                "info",
                "--output=json",
                "-f",
                format,
                target.resolve(name).toString());
    }

    private static String run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    private byte[] fill(String name, int bytes) throws IOException {
        byte[] data = new byte[bytes];
        new Random(5).nextBytes(data);
        try (RandomAccessFile file = new RandomAccessFile(target.resolve(name).toFile(), "rw")) {
            file.write(data);
        }
        return data;
    }

    @Test
    void anImageHasItsFormatOptionsOwnerAndModeAndIsShownWithThem() throws Exception {
        Permissions whose = new Permissions(0640, 1234L, 4321L, null);
        boolean root = (int) Files.getAttribute(scratch, "unix:uid") == 0;
        VolumeRequest request = VolumeRequest.of(
                        "p",
                        "q,1",
                        16 * MIB,
                        qcow2().features(List.of("lazy_refcounts")).clusterSize(131_072L))
                .usedBy(root ? whose : Permissions.ofMode(0640));
        JobStats stats = StorageDriver.finish(driver.createVolume(request));
        assertThat(stats.operation()).isEqualTo("allocate");
        VolumeInfo info = driver.volume("p", "q,1");
        assertThat(info.layout())
                .isEqualTo(qcow2().compat("1.1")
                        .features(List.of("lazy_refcounts"))
                        .clusterSize(131_072L));
        assertThat(info.capacity()).isEqualTo(16 * MIB);
        assertThat(info.physical()).isEqualTo(Files.size(info.path()));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(info.path())))
                .isEqualTo("rw-r-----");
        if (root) {
            assertThat(Files.getAttribute(info.path(), "unix:uid")).isEqualTo(1234);
            assertThat(Files.getAttribute(info.path(), "unix:gid")).isEqualTo(4321);
        }
        assertThat(seen("q,1", "qcow2")).contains("\"virtual-size\": " + 16 * MIB, "\"lazy-refcounts\": true");
        assertThat(driver.volumeXml("p", "q,1"))
                .contains(
                        "<format type='qcow2'/>",
                        "<compat>1.1</compat>",
                        "<clusterSize unit='B'>131072</clusterSize>",
                        "<lazy_refcounts/>",
                        "<mode>0640</mode>");
    }

    @Test
    void allFormatsThatCanBeMadeAreWhatTheySay() throws Exception {
        for (String format : List.of("qcow2", "qcow", "qed", "vmdk", "vdi", "vpc", "vhdx")) {
            create(format, 4 * MIB, VolumeFormat.of(format));
            assertThat(driver.volume("p", format))
                    .extracting(VolumeInfo::format, VolumeInfo::capacity)
                    .containsExactly(format, 4 * MIB);
            assertThat(seen(format, format)).contains("\"virtual-size\": " + 4 * MIB);
        }
        StorageDriver.finish(driver.refreshPool("p"));
        assertThat(driver.volumes("p"))
                .allMatch(info -> info.capacity() == 4 * MIB && info.format().equals(info.name()));
    }

    @Test
    void whatIsNotMadeIsRefusedByNameBeforeAnythingIsAppended() {
        long before = driver.engine().position();
        assertThatThrownBy(() -> create("v", MIB, VolumeFormat.of("cow")))
                .isInstanceOf(UnsupportedStorageException.class)
                .hasMessageContaining("'cow'")
                .hasMessageContaining("raw, luks, qcow2");
        assertThatThrownBy(() -> create("v", MIB, VolumeFormat.of("vdi").compat("1.1")))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining("vdi");
        assertThatThrownBy(() -> create("v", MIB, qcow2().clusterSize(1000L)))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining("1000");
        assertThatThrownBy(() -> create("v", MIB, VolumeFormat.RAW.encrypted(key("unknown"))))
                .isInstanceOf(NoSuchSecretException.class)
                .hasMessageContaining("usage 'unknown'");
        assertThatThrownBy(() ->
                        create("v", MIB, qcow2().backedBy(new VolumeFormat.Backing(Path.of("/etc/passwd"), "raw"))))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining("/etc/passwd");
        assertThat(driver.engine().position()).isEqualTo(before);
        assertThat(target).isEmptyDirectory();
    }

    @Test
    void aVolumeWithABackingStoreHoldsItAndHasItsCapacity() throws Exception {
        StorageDriver.finish(driver.createVolume(VolumeRequest.raw("p", "base", 3 * MIB)));
        VolumeFormat change = qcow2().backedBy(new VolumeFormat.Backing(target.resolve("base"), null));
        create("top", 0, change);
        VolumeInfo top = driver.volume("p", "top");
        assertThat(top.capacity()).isEqualTo(3 * MIB);
        assertThat(top.layout().backing()).isEqualTo(new VolumeFormat.Backing(target.resolve("base"), "raw"));
        assertThat(driver.volumeXml("p", "top"))
                .contains("<backingStore>", "<path>" + target.resolve("base") + "</path>", "<format type='raw'/>");
        for (Runnable call : List.<Runnable>of(
                () -> driver.deleteVolume("p", "base"), () -> driver.wipeVolume("p", "base", WipeAlgorithm.ZERO))) {
            assertThatThrownBy(call::run)
                    .isInstanceOf(VolumeBusyException.class)
                    .hasMessageContaining("volume 'base' is still in use. Volume 'top' in pool 'p' is a change of it");
        }
        StorageDriver.finish(driver.deleteVolume("p", "top"));
        StorageDriver.finish(driver.deleteVolume("p", "base"));
    }

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
            // Two secrets at once; making keys costs seconds of processor time.
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

    private void copy(String from, String to, VolumeFormat format) throws InterruptedException {
        StorageDriver.finish(
                withSecrets().cloneVolume(CloneRequest.of("p", from, to).as(format)));
    }

    private static int indexOf(byte[] text, byte[] part) {
        return new String(text, StandardCharsets.ISO_8859_1)
                .indexOf(new String(part, 0, Math.min(64, part.length), StandardCharsets.ISO_8859_1));
    }

    @Test
    void anImageIsResizedByLibvirtsRules() throws Exception {
        create("q", 4 * MIB, qcow2());
        StorageDriver.finish(driver.resizeVolume("p", "q", 4 * MIB, Set.of(ResizeOption.DELTA)));
        assertThat(driver.volume("p", "q").capacity()).isEqualTo(8 * MIB);
        assertThatThrownBy(() -> driver.resizeVolume("p", "q", 6 * MIB, Set.of()))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining("without the option to shrink");
        StorageDriver.finish(driver.resizeVolume("p", "q", 6 * MIB, Set.of(ResizeOption.SHRINK)));
        StorageDriver.finish(driver.resizeVolume("p", "q", 9 * MIB, Set.of(ResizeOption.ALLOCATE)));
        assertThat(seen("q", "qcow2")).contains("\"virtual-size\": " + 9 * MIB);
        assertThat(driver.volume("p", "q").allocation()).isGreaterThanOrEqualTo(3 * MIB);
        create("vdi", 4 * MIB, VolumeFormat.of("vdi"));
        assertThatThrownBy(() -> driver.resizeVolume("p", "vdi", 8 * MIB, Set.of()))
                .isInstanceOf(UnsupportedStorageException.class)
                .hasMessageContaining("vdi");
    }

    @Test
    void aPreallocatedImageHasItsPlaceAndCountsIt() throws Exception {
        JobStats metadata = create("m", 8 * MIB, qcow2().preallocated(true));
        assertThat(metadata.processed()).isZero();
        JobStats all = StorageDriver.finish(driver.createVolume(
                VolumeRequest.of("p", "a", 8 * MIB, qcow2().preallocated(true)).allocating(8 * MIB)));
        assertThat(all.processed()).isEqualTo(8 * MIB);
        assertThat(driver.volume("p", "a").allocation()).isGreaterThanOrEqualTo(8 * MIB);
        assertThat(driver.volume("p", "m").physical()).isGreaterThanOrEqualTo(8 * MIB);
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
