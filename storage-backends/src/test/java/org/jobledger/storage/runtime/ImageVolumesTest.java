package org.jobledger.storage.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.jobledger.engine.JobStats;
import org.jobledger.storage.InvalidValueException;
import org.jobledger.storage.NoSuchSecretException;
import org.jobledger.storage.Permissions;
import org.jobledger.storage.ResizeOption;
import org.jobledger.storage.StorageDriver;
import org.jobledger.storage.UnsupportedStorageException;
import org.jobledger.storage.VolumeBusyException;
import org.jobledger.storage.VolumeFormat;
import org.jobledger.storage.VolumeInfo;
import org.jobledger.storage.VolumeRequest;
import org.jobledger.storage.WipeAlgorithm;
import org.junit.jupiter.api.Test;

/** Volumes of the formats that qemu-img makes: made, resized, shown and refused. */
class ImageVolumesTest extends ImageCase {
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
        StorageDriver.finish(
                driver.createVolume(VolumeRequest.raw("p", "base", 3 * MIB).allocating(0)));
        VolumeFormat change = qcow2().backedBy(new VolumeFormat.Backing(target.resolve("base"), null));
        create("top", 0, change);
        VolumeInfo top = driver.volume("p", "top");
        assertThat(top.capacity()).isEqualTo(3 * MIB);
        assertThat(top.layout().backing()).isEqualTo(new VolumeFormat.Backing(target.resolve("base"), "raw"));
        assertThat(driver.volumeXml("p", "top"))
                .contains("<backingStore>", "<path>" + target.resolve("base") + "</path>", "<format type='raw'/>");
        for (Runnable call : List.<Runnable>of(
                () -> driver.deleteVolume("p", "base"),
                () -> driver.resizeVolume("p", "base", MIB, Set.of(ResizeOption.SHRINK)),
                () -> driver.wipeVolume("p", "base", WipeAlgorithm.ZERO))) {
            assertThatThrownBy(call::run)
                    .isInstanceOf(VolumeBusyException.class)
                    .hasMessageContaining("volume 'base' is still in use. Volume 'top' in pool 'p' is a change of it");
        }
        StorageDriver.finish(driver.resizeVolume("p", "base", MIB, Set.of(ResizeOption.DELTA)));
        StorageDriver.finish(driver.deleteVolume("p", "top"));
        StorageDriver.finish(driver.deleteVolume("p", "base"));
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
}
