package org.jobledger.storage;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What else is said of a pool. Immutable.
 *
 * @param permissions who may use its target directory
 * @param copyOnWrite whether files are written copy-on-write, on file systems where that is a choice; null where it is not said
 * @param refreshAllocation how a refresh finds the allocation of a volume, "default" or "capacity"; null where it is not said
 * @param options further options for mounting it (fs, netfs), or for its client (rbd)
 */
public record PoolSettings(
        Permissions permissions,
        @Nullable Boolean copyOnWrite,
        @Nullable String refreshAllocation,
        List<Option> options) {

    /** Nothing said. */
    public static final PoolSettings NONE = new PoolSettings(Permissions.UNSAID, null, null, List.of());

    /** Copies the list. */
    public PoolSettings {
        options = List.copyOf(options);
    }

    /**
     * An option (libvirt: fs:option, rbd:option).
     *
     * @param name its name
     * @param value its value, null where it has none
     */
    public record Option(String name, @Nullable String value) {}
}
