package org.jobledger.storage.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jobledger.engine.JobEngine;
import org.jobledger.storage.CloneRequest;
import org.jobledger.storage.DeleteOption;
import org.jobledger.storage.InvalidNameException;
import org.jobledger.storage.ResizeOption;
import org.jobledger.storage.StorageDriver;
import org.jobledger.storage.StreamRequest;
import org.jobledger.storage.UnsupportedStorageException;
import org.jobledger.storage.VolumeInfo;
import org.jobledger.storage.WipeAlgorithm;
import org.jobledger.storage.backend.Backends;
import org.jobledger.storage.backend.DeviceOfFile;
import org.jobledger.storage.backend.PoolTool;
import org.jobledger.storage.backend.rbd.ModelOfCeph;
import org.jobledger.storage.backend.rbd.RbdBackend;
import org.jobledger.storage.backend.scsi.BusOfFiles;
import org.jobledger.storage.backend.scsi.ScsiBackend;
import org.jobledger.storage.backend.sheepdog.ModelOfSheepdog;
import org.jobledger.storage.backend.sheepdog.SheepdogBackend;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The calls of the driver on pools whose volumes others make, and on those whose volumes are no files of this machine. */
class GivenAndRemotePoolsTest {
    private static final int MIB = 1 << 20;

    @TempDir
    private Path scratch;

    private BusOfFiles bus;
    private StorageDriver driver;

    @BeforeEach
    void open() throws Exception {
        bus = new BusOfFiles(scratch.resolve("bus"));
        bus.host(5, "0000:00:1f.2", 1);
        bus.unit("5:0:0:1", "0", "sdb", MIB);
        PoolTool none = (pool, what, line) -> new PoolTool.Result(0, "");
        LedgerOperations operations = new LedgerOperations(new Backends(List.of(
                new RbdBackend(new ModelOfCeph()),
                new SheepdogBackend(new ModelOfSheepdog()),
                new ScsiBackend(none, DeviceOfFile::open, bus.bus()))));
        var ledger = JobEngine.at(scratch.resolve("ledger"));
        operations.all().forEach(ledger::operation);
        driver = operations.on(ledger.open(), Optional.empty(), true);
        driver.definePool("<pool type='scsi'><name>san</name><source><adapter type='scsi_host' name='host5'/></source>"
                + "<target><path>" + bus.byPath() + "</path></target></pool>");
        driver.startPool("san");
        driver.definePool("<pool type='rbd'><name>ceph</name><source><host name='mon1'/><name>libvirt-pool</name>"
                + "</source></pool>");
        driver.startPool("ceph");
    }

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    void aUnitIsKnownReadAndWipedAndNeverMadeOrRemoved() throws Exception {
        assertThat(driver.volumes("san")).extracting(VolumeInfo::name).containsExactly("unit:0:0:1");
        Path device = bus.bus().dev().resolve("sdb");
        Files.writeString(device, "secret" + "x".repeat(MIB - 6));
        StorageDriver.finish(driver.wipeVolume("san", "unit:0:0:1", WipeAlgorithm.ZERO));
        assertThat(Files.readAllBytes(device)).hasSize(MIB).containsOnly(0);
        assertThat(driver.volumeXml("san", "unit:0:0:1"))
                .contains("<volume type='block'>", "<key>" + bus.byPath().resolve("pci-scsi-5:0:0:1") + "</key>");
        bus.unit("5:0:0:2", "0", "sdc", MIB);
        assertThat(StorageDriver.finish(driver.refreshPool("san")).result().toString())
                .contains("added");
        assertThat(driver.volumes("san")).hasSize(2);
        assertThatThrownBy(() -> driver.deleteVolume("san", "unit:0:0:1"))
                .isInstanceOf(UnsupportedStorageException.class)
                .hasMessage("pool 'san' is of type 'scsi', which cannot remove volumes");
        assertThatThrownBy(() -> driver.resizeVolume("san", "unit:0:0:1", 2 * MIB, Set.of()))
                .hasMessageContaining("cannot change the size of volumes");
        assertThatThrownBy(() -> driver.createVolume("san", "<volume><name>v</name><capacity>1</capacity></volume>"))
                .hasMessageContaining("cannot make volumes");
        driver.stopPool("san");
        assertThatThrownBy(() -> driver.buildPool("san")).hasMessageContaining("cannot build a pool");
        assertThatThrownBy(() -> driver.deletePool("san")).hasMessageContaining("cannot delete a pool");
    }

    @Test
    void anImageOfAClusterIsMadeResizedShownAndRemovedByItsPrograms() throws Exception {
        StorageDriver.finish(
                driver.createVolume("ceph", "<volume><name>v</name><capacity unit='MiB'>2</capacity></volume>"));
        assertThat(driver.volumeXml("ceph", "v")).isEqualTo("""
                        <volume type='network'>
                          <name>v</name>
                          <key>libvirt-pool/v</key>
                          <capacity unit='bytes'>2097152</capacity>
                          <allocation unit='bytes'>2097152</allocation>
                          <physical unit='bytes'>2097152</physical>
                          <target>
                            <path>libvirt-pool/v</path>
                            <format type='raw'/>
                          </target>
                        </volume>
                        """);
        StorageDriver.finish(driver.resizeVolume("ceph", "v", 3 * MIB, Set.of(ResizeOption.ALLOCATE)));
        assertThat(driver.volume("ceph", "v").capacity()).isEqualTo(3 * MIB);
        assertThat(driver.pool("ceph").allocation()).isEqualTo(3 * MIB);
        StorageDriver.finish(driver.deleteVolume("ceph", "v"));
        assertThat(driver.volumes("ceph")).isEmpty();
        assertThat(StorageDriver.finish(driver.refreshPool("ceph")).result().integer("entries"))
                .isZero();
    }

    @Test
    void whatNeedsTheBytesThatOnlyALibraryReachesIsRefusedBeforeAnythingIsChanged() throws Exception {
        driver.definePool(
                "<pool type='sheepdog'><name>sheep</name><source><host name='h'/><name>p</name></source></pool>");
        driver.startPool("sheep");
        StorageDriver.finish(
                driver.createVolume("sheep", "<volume><name>v</name><capacity unit='MiB'>2</capacity></volume>"));
        long position = driver.engine().position();
        String text = "pool 'sheep' is of type 'sheepdog', which cannot read or write the contents of volumes";
        assertThatThrownBy(() -> driver.wipeVolume("sheep", "v", WipeAlgorithm.ZERO))
                .isInstanceOf(UnsupportedStorageException.class)
                .hasMessage(text);
        assertThatThrownBy(() -> driver.deleteVolume("sheep", "v", Set.of(DeleteOption.ZEROED)))
                .hasMessage(text);
        assertThatThrownBy(() -> driver.upload(StreamRequest.of("sheep", "v"))).hasMessage(text);
        assertThatThrownBy(() -> driver.download(StreamRequest.of("sheep", "v")))
                .hasMessage(text);
        assertThatThrownBy(() -> driver.cloneVolume(CloneRequest.of("sheep", "v", "w")))
                .hasMessage(text);
        assertThatThrownBy(() -> driver.createVolume(
                        "sheep", "<volume><name>-b</name><capacity unit='MiB'>2</capacity></volume>"))
                .isInstanceOf(InvalidNameException.class);
        assertThatThrownBy(() -> driver.createVolume(
                        "sheep",
                        "<volume><name>q</name><capacity>1</capacity>"
                                + "<target><format type='qcow2'/></target></volume>"))
                .hasMessageContaining("has raw volumes only, not qcow2");
        assertThat(driver.engine().position()).isEqualTo(position);
        assertThat(driver.volumes("sheep")).hasSize(1);
    }
}
