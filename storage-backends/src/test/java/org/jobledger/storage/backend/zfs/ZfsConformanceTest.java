package org.jobledger.storage.backend.zfs;

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

/** On a model of ZFS: it is not in Debian's kernel. */
class ZfsConformanceTest extends BackendConformance {
    @TempDir
    private Path scratch;

    @Override
    protected StorageBackend backend() {
        return new ZfsBackend(new ModelOfZfs(scratch.resolve("tank"), 64 << 20), DeviceOfFile::open);
    }

    @Override
    protected PoolDefinition pool() {
        PoolSource source = PoolSource.NONE.named("tank").on(List.of(PoolSource.Device.of("/dev/sdb")));
        return new PoolDefinition(
                new PoolName("p"), PoolType.ZFS, scratch.resolve("tank"), UUID.randomUUID(), source, PoolSettings.NONE);
    }
}
