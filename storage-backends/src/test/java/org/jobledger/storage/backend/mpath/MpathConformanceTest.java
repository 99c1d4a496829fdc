package org.jobledger.storage.backend.mpath;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.backend.BackendConformance;
import org.jobledger.storage.backend.DeviceOfFile;
import org.jobledger.storage.backend.StorageBackend;
import org.jobledger.storage.xml.PoolXml;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a model of dmsetup. */
class MpathConformanceTest extends BackendConformance {
    @TempDir
    private Path mapper;

    private ModelOfMultipath model;

    @Override
    protected void prepare() throws Exception {
        model = new ModelOfMultipath(mapper);
    }

    @Override
    protected StorageBackend backend() {
        return new MpathBackend(model, DeviceOfFile::open, mapper);
    }

    @Override
    protected PoolDefinition pool() {
        return PoolXml.read("<pool type='mpath'><name>p</name><target><path>/dev/mapper</path></target></pool>");
    }

    @Override
    protected String name(int number) {
        return "dm-" + number;
    }

    @Override
    protected void appear(int number, long bytes) throws IOException {
        model.appear(number, bytes);
    }

    /** The first line is of multipath(8)'s documentation by Red Hat (DM Multipath, "dmsetup command"); others are not multipath. */
    @Test
    void tablesOfOtherDevicesAreNoVolumes() {
        String tables = """
                mpath d: 0 4194304 multipath 1 queue_if_no_path 0 1 1 round-robin 0 1 1 8:32 1000
                vg0-root: 0 8 linear 8:2 2048
                """;
        assertThat(MultipathMap.parse(tables, "vg0-root/LVM-a/0\nmpath d/mpath-3600a/4\n"))
                .containsExactly(new MultipathMap("mpath d", "mpath-3600a", 4, 2L << 30));
        assertThat(MultipathMap.parse("No devices found\n", "No devices found\n"))
                .isEmpty();
        assertThatThrownBy(() -> MultipathMap.parse(tables, ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("mpath d");
    }
}
