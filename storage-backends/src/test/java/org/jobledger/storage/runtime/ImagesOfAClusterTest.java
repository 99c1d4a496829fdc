package org.jobledger.storage.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.JobStats;
import org.jobledger.storage.CloneRequest;
import org.jobledger.storage.DeleteOption;
import org.jobledger.storage.InvalidNameException;
import org.jobledger.storage.JobUnsuccessfulException;
import org.jobledger.storage.NoSuchVolumeException;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.Reflink;
import org.jobledger.storage.ResizeOption;
import org.jobledger.storage.StorageDriver;
import org.jobledger.storage.StreamRequest;
import org.jobledger.storage.UnsupportedStorageException;
import org.jobledger.storage.VolumeBusyException;
import org.jobledger.storage.VolumeDownload;
import org.jobledger.storage.VolumeOpenElsewhereException;
import org.jobledger.storage.VolumeRequest;
import org.jobledger.storage.VolumeState;
import org.jobledger.storage.VolumeUpload;
import org.jobledger.storage.WipeAlgorithm;
import org.jobledger.storage.backend.Backends;
import org.jobledger.storage.backend.dir.DirBackend;
import org.jobledger.storage.backend.rbd.ModelOfCeph;
import org.jobledger.storage.backend.rbd.RbdBackend;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The long calls of the driver on images of a Ceph cluster, of which there is a model. */
class ImagesOfAClusterTest {
    private static final int SIZE = 1 << 20;
    private static final String PLACE = "libvirt-pool/v";

    @TempDir
    private Path scratch;

    private final ModelOfCeph model = new ModelOfCeph();
    private final byte[] data = new byte[SIZE];
    private StorageDriver driver;

    @BeforeEach
    void anImageWithData() throws Exception {
        LedgerOperations operations =
                new LedgerOperations(new Backends(List.of(new RbdBackend(model), new DirBackend())));
        var ledger = JobEngine.at(scratch.resolve("ledger"));
        operations.all().forEach(ledger::operation);
        driver = operations.on(ledger.open(), Optional.empty(), true);
        driver.definePool("<pool type='rbd'><name>ceph</name><source><host name='mon1'/><name>libvirt-pool</name>"
                + "</source></pool>");
        driver.startPool("ceph");
        StorageDriver.finish(driver.createVolume(VolumeRequest.raw("ceph", "v", SIZE)));
        new Random(4).nextBytes(data);
        upload(data);
    }

    @AfterEach
    void close() {
        driver.close();
    }

    private void upload(byte[] bytes) throws Exception {
        try (VolumeUpload stream = driver.upload(StreamRequest.of("ceph", "v"))) {
            stream.write(bytes, 0, bytes.length);
            JobStats unused = stream.commit();
        }
    }

    @Test
    void whatIsUploadedIsDownloaded() throws Exception {
        assertThat(model.bytes(PLACE)).isEqualTo(data);
        try (VolumeDownload stream =
                driver.download(StreamRequest.of("ceph", "v").from(1000))) {
            assertThat(stream.readAllBytes()).isEqualTo(Arrays.copyOfRange(data, 1000, SIZE));
        }
    }

    @Test
    void everyAlgorithmOverwritesAllOfIt() throws Exception {
        for (WipeAlgorithm algorithm : WipeAlgorithm.values()) {
            upload(data);
            JobStats stats = StorageDriver.finish(driver.wipeVolume("ceph", "v", algorithm));
            assertThat(stats.processed()).as(algorithm.word()).isEqualTo(stats.total());
            assertThat(stats.total()).isEqualTo(stats.result().integer("passes") * (long) SIZE);
            byte[] now = model.bytes(PLACE);
            assertThat(now).as(algorithm.word()).isNotEqualTo(data);
            if (algorithm == WipeAlgorithm.ZERO || algorithm == WipeAlgorithm.TRIM) {
                assertThat(now).containsOnly(0);
                assertThat(model.objects(PLACE) == 0)
                        .as("whether it takes no place any more")
                        .isEqualTo(algorithm == WipeAlgorithm.TRIM);
            }
            assertThat(driver.volume("ceph", "v").state()).isEqualTo(VolumeState.HEALTHY);
        }
    }

    @Test
    void aCopyIsALayerOnASnapshotOfItsOwnAndTakesItAlong() throws Exception {
        JobStats stats = StorageDriver.finish(driver.cloneVolume(CloneRequest.of("ceph", "v", "w")));
        assertThat(stats.result().flag("sharing")).isTrue();
        assertThat(stats.processed()).isEqualTo(SIZE);
        assertThat(model.bytes("libvirt-pool/w")).isEqualTo(data);
        assertThat(model.snapshots(PLACE)).hasSize(1).allMatch(name -> name.startsWith("jobledger-"));
        upload(new byte[SIZE]);
        assertThat(model.bytes("libvirt-pool/w")).as("of one state for ever").isEqualTo(data);

        String text = "volume 'v' is still in use. Volume 'w' in pool 'ceph' is a layer on it";
        assertThatThrownBy(() -> driver.deleteVolume("ceph", "v"))
                .isInstanceOf(VolumeBusyException.class)
                .hasMessage(text);
        assertThatThrownBy(() -> driver.wipeVolume("ceph", "v", WipeAlgorithm.ZERO))
                .as("what is in the snapshot would stay")
                .isInstanceOf(VolumeBusyException.class)
                .hasMessage(text);
        StorageDriver.finish(driver.deleteVolume("ceph", "w"));
        assertThat(model.snapshots(PLACE)).isEmpty();
        StorageDriver.finish(driver.deleteVolume("ceph", "v", Set.of(DeleteOption.ZEROED)));
        assertThat(driver.volumes("ceph")).isEmpty();
    }

    @Test
    void aCopyMayBeLargerAndOneThatSharesNothingHasBytesOfItsOwn() throws Exception {
        StorageDriver.finish(
                driver.cloneVolume(CloneRequest.of("ceph", "v", "large").sized(2L * SIZE, 0)));
        assertThat(model.bytes("libvirt-pool/large")).isEqualTo(Arrays.copyOf(data, 2 * SIZE));
        StorageDriver.finish(driver.deleteVolume("ceph", "large"));
        JobStats stats = StorageDriver.finish(
                driver.cloneVolume(CloneRequest.of("ceph", "v", "own").reflink(Reflink.NEVER)));
        assertThat(stats.result().flag("sharing")).isFalse();
        assertThat(stats.processed()).isEqualTo(SIZE);
        assertThat(model.bytes("libvirt-pool/own")).isEqualTo(data);
        assertThat(model.snapshots(PLACE)).isEmpty();
        StorageDriver.finish(driver.deleteVolume("ceph", "v"));
        assertThat(model.bytes("libvirt-pool/own")).isEqualTo(data);
    }

    @Test
    void oneIsLookedAtAlone() {
        List<String> unused = model.asked();
        assertThat(driver.volume("ceph", "v").capacity()).isEqualTo(SIZE);
        assertThat(model.asked()).isNotEmpty().allMatch(line -> line.endsWith(" info --format json " + PLACE));
        assertThatThrownBy(() -> driver.volume("ceph", "none")).isInstanceOf(NoSuchVolumeException.class);
    }

    @Test
    void snapshotsOfSomebodyElseGoFirstWhereTheyAreAskedFor() throws Exception {
        model.snapshot(PLACE, "his");
        model.snapshot(PLACE, "kept");
        model.protect(PLACE, "kept");
        List<String> unused = model.asked();
        StorageDriver.finish(driver.deleteVolume("ceph", "v", Set.of(DeleteOption.SNAPSHOTS)));
        assertThat(model.asked().stream()
                        .map(line -> line.substring(line.indexOf(" ", line.indexOf("-m ") + 3) + 1))
                        .filter(line -> line.startsWith("snap") || line.startsWith("rm")))
                .containsExactly(
                        "snap unprotect " + PLACE + "@kept",
                        "snap purge --no-progress " + PLACE,
                        "rm --no-progress " + PLACE);
        assertThat(driver.volumes("ceph")).isEmpty();
    }

    @Test
    void aSnapshotOfSomebodyElseKeepsWhatIsWipedSoItIsNotWiped() {
        model.snapshot(PLACE, "his");
        assertThatThrownBy(() -> driver.wipeVolume("ceph", "v", WipeAlgorithm.ZERO))
                .isInstanceOf(VolumeBusyException.class)
                .hasMessage("volume 'v' is still in use. Its snapshot 'his' keeps what is in it now");
        assertThat(model.bytes(PLACE)).isEqualTo(data);
        assertThatThrownBy(() -> StorageDriver.finish(driver.deleteVolume("ceph", "v")))
                .isInstanceOf(JobUnsuccessfulException.class)
                .hasMessageContaining("image has snapshots");
        assertThat(driver.volumes("ceph")).hasSize(1);
    }

    @Test
    void anImageThatSomebodyHasOpenIsNamedWithWhoHasIt() {
        model.open(PLACE, "10.0.0.9");
        long position = driver.engine().position();
        assertThatThrownBy(() -> driver.wipeVolume("ceph", "v", WipeAlgorithm.ZERO))
                .isInstanceOf(VolumeOpenElsewhereException.class)
                .hasMessageContaining("by client.4321 at 10.0.0.9:0/123 of the cluster");
        assertThatThrownBy(() -> driver.cloneVolume(CloneRequest.of("ceph", "v", "w")))
                .isInstanceOf(VolumeOpenElsewhereException.class);
        assertThatThrownBy(() -> driver.resizeVolume("ceph", "v", 2 * SIZE, Set.of(ResizeOption.ALLOCATE)))
                .isInstanceOf(VolumeOpenElsewhereException.class);
        assertThat(driver.engine().position()).isEqualTo(position);
    }

    @Test
    void bytesGoFromAndToOtherKindsOfPoolAndWhatMustBeConvertedIsRefused() throws Exception {
        Path files = Files.createDirectory(scratch.resolve("files"));
        driver.definePool(PoolDefinition.dir("files", files.toString()));
        driver.startPool("files");
        StorageDriver.finish(driver.cloneVolume(CloneRequest.of("ceph", "v", "files", "f")));
        assertThat(Files.readAllBytes(files.resolve("f"))).isEqualTo(data);
        StorageDriver.finish(driver.cloneVolume(CloneRequest.of("files", "f", "ceph", "back")));
        assertThat(model.bytes("libvirt-pool/back")).isEqualTo(data);
        assertThatThrownBy(() -> driver.cloneVolume(
                        "files",
                        "<volume><name>q</name><capacity>0</capacity><target><format type='qcow2'/></target></volume>",
                        "ceph",
                        "v",
                        Reflink.AUTO))
                .isInstanceOf(UnsupportedStorageException.class)
                .hasMessage("pool 'ceph' is of type 'rbd', which cannot convert the contents of volumes");
        assertThatThrownBy(() -> driver.createVolume(
                        "ceph", "<volume><name>a@b</name><capacity unit='MiB'>2</capacity></volume>"))
                .isInstanceOf(InvalidNameException.class);
        assertThatThrownBy(() -> driver.cloneVolume(CloneRequest.of("ceph", "v", "a@b")))
                .isInstanceOf(InvalidNameException.class);
    }
}
