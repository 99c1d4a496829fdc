package org.jobledger.storage.backend;

import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.PoolName;
import org.jobledger.storage.PoolSettings;
import org.jobledger.storage.PoolSource;
import org.jobledger.storage.PoolType;
import org.junit.jupiter.api.io.TempDir;

/** Pools that are groups of disks, whose volumes are devices in a directory of the group's name. */
public abstract class GroupConformance extends BackendConformance {
    private final PoolType type;
    private final String group;

    @TempDir
    private Path scratch;

    /** On groups of one type. */
    protected GroupConformance(PoolType type, String group) {
        this.type = type;
        this.group = group;
    }

    /** The backend, whose group of 64 MiB has its devices in a directory. */
    protected abstract StorageBackend backend(Path devices, long bytes);

    @Override
    protected final StorageBackend backend() {
        return backend(scratch.resolve(group), 64 << 20);
    }

    @Override
    protected final PoolDefinition pool() {
        PoolSource source = PoolSource.NONE.named(group).on(List.of(PoolSource.Device.of("/dev/sdb")));
        return new PoolDefinition(
                new PoolName("p"), type, scratch.resolve(group), UUID.randomUUID(), source, PoolSettings.NONE);
    }
}
