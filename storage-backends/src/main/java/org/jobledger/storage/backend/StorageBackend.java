package org.jobledger.storage.backend;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jobledger.storage.BuildOption;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.PoolType;
import org.jobledger.storage.VolumeName;
import org.jobledger.storage.io.VolumeFile;

/**
 * One kind of storage. Stateless and thread-safe: what it says is what it finds now. It takes no jobs and records nothing; the driver
 * does.
 *
 * <p>Every method may throw {@link org.jobledger.storage.BackendException} when what is behind the pool fails.
 */
public interface StorageBackend {

    /** The type of pool it serves. */
    PoolType type();

    /**
     * Makes what the pool needs, where it is missing. May be called again.
     *
     * @param options what beyond its directory; a backend without devices refuses them
     */
    void build(PoolDefinition pool, Set<BuildOption> options);

    /**
     * Removes what {@link #build} made.
     *
     * @throws org.jobledger.storage.BackendException if it is not empty, or cannot be removed
     */
    void remove(PoolDefinition pool);

    /**
     * Checks that the pool, which is not started, can be.
     *
     * @throws org.jobledger.storage.BackendException if not; the message says why
     */
    default void requireStartable(PoolDefinition pool) {
        requireUsable(pool);
    }

    /** Makes the pool usable; does nothing where it is. */
    default void start(PoolDefinition pool) {}

    /** Undoes {@link #start}; does nothing where it is not started. */
    default void stop(PoolDefinition pool) {}

    /**
     * Checks that the pool can be used now.
     *
     * @throws org.jobledger.storage.BackendException if not; the message says why
     */
    void requireUsable(PoolDefinition pool);

    /** The identity of what is behind the pool: two pools on one directory have one identity, whatever their paths. */
    String identity(PoolDefinition pool);

    /** The room behind it. */
    Space space(PoolDefinition pool);

    /** All volumes that are there, by name; names that are not allowed are left out. */
    List<FoundVolume> scan(PoolDefinition pool);

    /** One volume, or nothing. */
    Optional<FoundVolume> find(PoolDefinition pool, VolumeName volume);

    /** Whether anything at all has this name, a volume or not. */
    boolean taken(PoolDefinition pool, VolumeName volume);

    /**
     * Checks that there is a volume of this name which may be written to.
     *
     * @throws org.jobledger.storage.NoSuchVolumeException if there is nothing of this name
     * @throws org.jobledger.storage.UnsafePathException if there is something else than a volume
     */
    void requireVolume(PoolDefinition pool, VolumeName volume);

    /** Where a volume of this name is, or would be. */
    Path path(PoolDefinition pool, VolumeName volume);

    /**
     * Makes an empty volume that only its owner may use.
     *
     * @throws org.jobledger.storage.VolumeExistsException if there is anything of this name
     */
    VolumeFile create(PoolDefinition pool, VolumeName volume);

    /**
     * Opens a volume for reading and writing.
     *
     * @throws org.jobledger.storage.NoSuchVolumeException if there is nothing of this name
     * @throws org.jobledger.storage.UnsafePathException if there is something else than a volume
     */
    VolumeFile open(PoolDefinition pool, VolumeName volume);

    /** Removes a volume for ever; does nothing where there is none. */
    void delete(PoolDefinition pool, VolumeName volume);

    /** Returns when every volume made or removed before is so for ever. */
    void force(PoolDefinition pool);
}
