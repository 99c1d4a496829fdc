package org.jobledger.storage.backend;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jobledger.storage.BuildOption;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.PoolType;
import org.jobledger.storage.VolumeMode;
import org.jobledger.storage.VolumeName;
import org.jobledger.storage.io.VolumeFile;

/** Pools of files that passes on to another backend what a test does not look at or spoil. */
public interface PassingBackend extends StorageBackend {
    /** The other one, for a pool. */
    StorageBackend of(PoolDefinition pool);

    @Override
    default PoolType type() {
        return PoolType.DIR;
    }

    @Override
    default void build(PoolDefinition pool, Set<BuildOption> options) {
        of(pool).build(pool, options);
    }

    @Override
    default void remove(PoolDefinition pool) {
        of(pool).remove(pool);
    }

    @Override
    default void requireUsable(PoolDefinition pool) {
        of(pool).requireUsable(pool);
    }

    @Override
    default String identity(PoolDefinition pool) {
        return of(pool).identity(pool);
    }

    @Override
    default Space space(PoolDefinition pool) {
        return of(pool).space(pool);
    }

    @Override
    default List<FoundVolume> scan(PoolDefinition pool) {
        return of(pool).scan(pool);
    }

    @Override
    default List<VolumeName> names(PoolDefinition pool) {
        return of(pool).names(pool);
    }

    @Override
    default Optional<FoundVolume> find(PoolDefinition pool, VolumeName volume) {
        return of(pool).find(pool, volume);
    }

    @Override
    default boolean taken(PoolDefinition pool, VolumeName volume) {
        return of(pool).taken(pool, volume);
    }

    @Override
    default void requireVolume(PoolDefinition pool, VolumeName volume) {
        of(pool).requireVolume(pool, volume);
    }

    @Override
    default Path path(PoolDefinition pool, VolumeName volume) {
        return of(pool).path(pool, volume);
    }

    @Override
    default VolumeFile create(PoolDefinition pool, VolumeName volume, VolumeMode mode) {
        return of(pool).create(pool, volume, mode);
    }

    @Override
    default VolumeFile open(PoolDefinition pool, VolumeName volume) {
        return of(pool).open(pool, volume);
    }

    @Override
    default VolumeFile openToRead(PoolDefinition pool, VolumeName volume) {
        return of(pool).openToRead(pool, volume);
    }

    @Override
    default void requireUnused(PoolDefinition pool, VolumeName volume, Use use) {
        of(pool).requireUnused(pool, volume, use);
    }

    @Override
    default void delete(PoolDefinition pool, VolumeName volume) {
        of(pool).delete(pool, volume);
    }

    @Override
    default void force(PoolDefinition pool) {
        of(pool).force(pool);
    }
}
