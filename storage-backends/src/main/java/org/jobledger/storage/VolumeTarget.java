package org.jobledger.storage;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a volume is and how it is laid out (libvirt: the target and backingStore elements). Immutable.
 *
 * @param path where it is, or null
 * @param format "raw", "qcow2" ...; null where it is not said
 * @param permissions who may use it
 * @param timestamps when it was used and changed; only said, never asked
 * @param encryption how it is encrypted; the secret itself is never here
 * @param compat the version of qcow2, "0.10" or "1.1"; null where it is not said
 * @param noCopyOnWrite whether its file is not to be written copy-on-write
 * @param clusterSize the cluster size of qcow2, bytes
 * @param features of qcow2, such as "lazy_refcounts"; null where they are not said, which is not the same as none
 */
public record VolumeTarget(
        @Nullable String path,
        @Nullable String format,
        Permissions permissions,
        @Nullable Timestamps timestamps,
        @Nullable VolumeEncryption encryption,
        @Nullable String compat,
        boolean noCopyOnWrite,
        @Nullable Long clusterSize,
        @Nullable List<String> features) {

    /** Copies the list. */
    public VolumeTarget {
        features = features == null ? null : List.copyOf(features);
    }

    /** A path and a format, and nothing else said. */
    public static VolumeTarget of(String path, @Nullable String format) {
        return new VolumeTarget(path, format, Permissions.UNSAID, null, null, null, false, null, null);
    }

    /** The same, used by whom this says. */
    public VolumeTarget with(Permissions newPermissions, @Nullable Timestamps newTimestamps) {
        return new VolumeTarget(
                path, format, newPermissions, newTimestamps, encryption, compat, noCopyOnWrite, clusterSize, features);
    }

    /**
     * When a file was used and changed.
     *
     * @param accessed when it was read last
     * @param modified when its contents changed last
     * @param changed when anything of it changed last
     * @param born when it was made, where the file system knows
     */
    public record Timestamps(
            @Nullable Instant accessed,
            @Nullable Instant modified,
            @Nullable Instant changed,
            @Nullable Instant born) {}
}
