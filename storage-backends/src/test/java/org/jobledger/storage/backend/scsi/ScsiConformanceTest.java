package org.jobledger.storage.backend.scsi;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.PoolName;
import org.jobledger.storage.PoolSettings;
import org.jobledger.storage.PoolSource;
import org.jobledger.storage.PoolType;
import org.jobledger.storage.backend.BackendConformance;
import org.jobledger.storage.backend.DeviceOfFile;
import org.jobledger.storage.backend.PoolTool;
import org.jobledger.storage.backend.StorageBackend;
import org.junit.jupiter.api.io.TempDir;

/** On files laid out as the kernel lays out its own. */
class ScsiConformanceTest extends BackendConformance {
    @TempDir
    private Path scratch;

    private BusOfFiles bus;

    @Override
    protected void prepare() throws Exception {
        bus = new BusOfFiles(scratch);
        bus.host(5, "0000:00:1f.2", 1);
    }

    @Override
    protected StorageBackend backend() {
        return new ScsiBackend((pool, what, line) -> new PoolTool.Result(0, ""), DeviceOfFile::open, bus.bus());
    }

    @Override
    protected PoolDefinition pool() {
        PoolSource source = new PoolSource(
                java.util.List.of(),
                java.util.List.of(),
                null,
                new PoolSource.Adapter("scsi_host", Map.of("name", "scsi_host5"), null, Map.of()),
                null,
                null,
                null,
                null,
                0,
                null,
                null);
        return new PoolDefinition(
                new PoolName("p"), PoolType.SCSI, bus.byPath(), UUID.randomUUID(), source, PoolSettings.NONE);
    }

    @Override
    protected String name(int number) {
        return "unit:0:0:" + number;
    }

    @Override
    protected void appear(int number, long bytes) throws IOException {
        bus.unit("5:0:0:" + number, "0", "sd" + (char) ('a' + number), bytes);
    }
}
