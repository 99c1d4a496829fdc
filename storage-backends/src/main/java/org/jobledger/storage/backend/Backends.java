package org.jobledger.storage.backend;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.PoolType;
import org.jobledger.storage.UnsupportedStorageException;

/**
 * The backends there are. Immutable.
 *
 * @param all one for each type of pool that is built
 */
public record Backends(List<StorageBackend> all) {

    /** What only a library can do, and what there is instead. */
    private static final Map<PoolType, String> LIBRARIES = Map.of(
            PoolType.ISCSI_DIRECT,
            ": it is reached by a library (libiscsi); a pool of type 'iscsi' has the same target by way of the kernel",
            PoolType.GLUSTER,
            ": it is reached by a library (libgfapi); a pool of type 'netfs' with format 'glusterfs' has the same volume"
                    + " mounted");

    /** Copies the list. */
    public Backends {
        all = List.copyOf(all);
    }

    /**
     * The backend of a pool.
     *
     * @throws UnsupportedStorageException if its type is not built
     */
    public StorageBackend of(PoolDefinition pool) {
        return of(pool.type());
    }

    /** The types of pool that are built. */
    public Set<PoolType> types() {
        return all.stream().map(StorageBackend::type).collect(Collectors.toUnmodifiableSet());
    }

    private StorageBackend of(PoolType type) {
        return all.stream()
                .filter(backend -> backend.type() == type)
                .findFirst()
                .orElseThrow(() -> new UnsupportedStorageException("pool type '" + type.word() + "' is not built"
                        + LIBRARIES.getOrDefault(type, "") + "; there are "
                        + all.stream().map(backend -> backend.type().word()).collect(Collectors.joining(", "))));
    }
}
