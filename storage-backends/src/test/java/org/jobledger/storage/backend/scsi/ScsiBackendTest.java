package org.jobledger.storage.backend.scsi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jobledger.storage.BackendException;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.backend.DeviceOfFile;
import org.jobledger.storage.backend.FoundVolume;
import org.jobledger.storage.backend.PoolTool;
import org.jobledger.storage.xml.PoolXml;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which host an adapter stands for, and which of its units are volumes. */
class ScsiBackendTest {
    private static final String NAMED = "<adapter type='scsi_host' name='host5'/>";
    private static final String FIBRE =
            "<adapter type='fc_host' parent='scsi_host7' managed='yes' wwnn='20000000c9831b4b' wwpn='10000000C9831B4B'/>";

    @TempDir
    private Path scratch;

    private BusOfFiles bus;
    private ScsiBackend backend;

    @BeforeEach
    void bus() throws IOException {
        bus = new BusOfFiles(scratch);
        bus.host(5, "0000:00:1f.2", 1);
        bus.host(6, "0000:00:1f.2", 2);
        bus.host(15, "0000:00:0f.0", 1);
        bus.unit("5:0:1:0", "0", "sdb", 1 << 20);
        bus.unit("5:0:3:2", "5", "sr0", 1 << 20);
        bus.unit("5:0:4:0", "1", "", 0);
        bus.unit("6:0:0:0", "0", "sdc", 1 << 20);
        bus.unit("15:0:0:0", "0", "sdd", 1 << 20);
        backend = new ScsiBackend((pool, what, line) -> new PoolTool.Result(0, ""), DeviceOfFile::open, bus.bus());
    }

    private PoolDefinition pool(String adapter, Path target) {
        return PoolXml.read("<pool type='scsi'><name>p</name><source>" + adapter + "</source><target><path>" + target
                + "</path></target></pool>");
    }

    @Test
    void disksAndDiscsOfTheHostAreVolumesAndTapesAreNot() {
        PoolDefinition pool = pool(NAMED, bus.byPath());
        assertThat(backend.scan(pool))
                .containsExactly(
                        new FoundVolume(
                                "unit:0:1:0",
                                bus.byPath().resolve("pci-scsi-5:0:1:0"),
                                1 << 20,
                                1 << 20,
                                "naa.6001405sdb"),
                        new FoundVolume(
                                "unit:0:3:2",
                                bus.byPath().resolve("pci-scsi-5:0:3:2"),
                                1 << 20,
                                1 << 20,
                                "naa.6001405sr0"));
        assertThat(backend.space(pool).capacity()).isEqualTo(2 << 20);
    }

    @Test
    void aUnitWithoutAStableNameIsNoVolumeUnlessTheTargetHasAllNodes() throws IOException {
        Files.delete(bus.byPath().resolve("pci-scsi-5:0:3:2"));
        assertThat(backend.scan(pool(NAMED, bus.byPath()))).hasSize(1);
        assertThat(backend.scan(pool(NAMED, bus.bus().dev())))
                .extracting(FoundVolume::path)
                .containsExactly(bus.bus().dev().resolve("sdb"), bus.bus().dev().resolve("sr0"));
    }

    /** libvirt writes the same text (LINUX_SYSFS_SCSI_HOST_SCAN_STRING). */
    @Test
    void aStartAndARefreshHaveTheHostScanned() throws IOException {
        backend.start(pool(NAMED, bus.byPath()));
        Path scan = bus.bus().host(5).resolve("scan");
        assertThat(scan).hasContent("- - -");
        Files.writeString(scan, "");
        backend.rescan(pool(NAMED, bus.byPath()));
        assertThat(scan).hasContent("- - -");
    }

    @Test
    void anAdapterIsFoundByItsAddressWhateverItsNumberIs() {
        PoolDefinition pool = pool(
                "<adapter type='scsi_host'><parentaddr unique_id='2'><address domain='0x0000' bus='0x00' slot='0x1f'"
                        + " function='0x2'/></parentaddr></adapter>",
                bus.byPath());
        assertThat(backend.identity(pool)).isEqualTo("scsi host 6");
        assertThat(backend.scan(pool)).extracting(FoundVolume::name).containsExactly("unit:0:0:0");
    }

    @Test
    void anAdapterThatIsNotThereIsNamed() {
        PoolDefinition pool = pool("<adapter type='scsi_host' name='scsi_host9'/>", bus.byPath());
        assertThatThrownBy(() -> backend.requireStartable(pool))
                .isInstanceOf(BackendException.class)
                .hasMessage("adapter {name=scsi_host9}{} of pool 'p' is not there");
    }

    /** libvirt: virVHBAManageVport writes "WWPN:WWNN". */
    @Test
    void aVirtualAdapterIsMadeAtTheStartAndRemovedAtTheStop() throws IOException {
        bus.host(7, "0000:00:02.0", 1);
        Path parent = bus.fibre(7, "20000000c9848140", "10000000c9848140");
        Files.writeString(parent.resolve("vport_create"), "");
        Files.writeString(parent.resolve("vport_delete"), "");
        PoolDefinition pool = pool(FIBRE, bus.byPath());
        backend.requireStartable(pool);
        assertThatThrownBy(() -> backend.start(pool)).hasMessageContaining("is not there");
        assertThat(parent.resolve("vport_create")).hasContent("10000000C9831B4B:20000000c9831b4b");
        bus.host(8, "0000:00:02.0", 2);
        bus.fibre(8, "20000000c9831b4b", "10000000c9831b4b");
        backend.start(pool);
        backend.requireUsable(pool);
        assertThat(backend.identity(pool)).isEqualTo("scsi host 8");
        backend.stop(pool);
        assertThat(parent.resolve("vport_delete")).hasContent("10000000C9831B4B:20000000c9831b4b");
    }
}
