package org.jobledger.storage.backend.logical;

import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.PoolName;
import org.jobledger.storage.PoolSettings;
import org.jobledger.storage.PoolSource;
import org.jobledger.storage.PoolType;
import org.jobledger.storage.backend.BackendConformance;
import org.jobledger.storage.backend.DeviceOfFile;
import org.jobledger.storage.backend.StorageBackend;
import org.junit.jupiter.api.io.TempDir;

/** On a model of LVM: the kernel of the machine that builds this has no device mapper. */
class LogicalConformanceTest extends BackendConformance {
    @TempDir
    private Path scratch;

    @Override
    protected StorageBackend backend() {
        return new LogicalBackend(new ModelOfLvm(scratch.resolve("vg"), 64 << 20), DeviceOfFile::open);
    }

    @Override
    protected PoolDefinition pool() {
        PoolSource source = PoolSource.NONE.named("vg").on(List.of(PoolSource.Device.of("/dev/sdb")));
        return new PoolDefinition(
                new PoolName("p"),
                PoolType.LOGICAL,
                scratch.resolve("vg"),
                UUID.randomUUID(),
                source,
                PoolSettings.NONE);
    }
}
