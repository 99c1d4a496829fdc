package org.jobledger.storage;

import java.util.Optional;
import java.util.Set;

/** How a pool is created or started (libvirt: virStoragePoolCreateFlags). */
public enum PoolOption {
    /** Make what it needs first, where that is missing. */
    BUILD,
    /** The same, over whatever is on its device. */
    BUILD_OVERWRITE,
    /** The same, where there is no data on its device. */
    BUILD_NO_OVERWRITE;

    /**
     * How it is to be built first; nothing where it is not.
     *
     * @throws InvalidValueException if the options exclude each other
     */
    public static Optional<Set<BuildOption>> build(Set<PoolOption> options) {
        if (options.contains(BUILD_OVERWRITE) && options.contains(BUILD_NO_OVERWRITE)) {
            throw new InvalidValueException("to overwrite and not to overwrite exclude each other");
        } else if (options.contains(BUILD_OVERWRITE)) {
            return Optional.of(Set.of(BuildOption.OVERWRITE));
        } else if (options.contains(BUILD_NO_OVERWRITE)) {
            return Optional.of(Set.of(BuildOption.NO_OVERWRITE));
        }
        return options.isEmpty() ? Optional.empty() : Optional.of(Set.of());
    }
}
