package org.jobledger.storage.job;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.PoolType;
import org.jobledger.storage.VolumeMode;
import org.jobledger.storage.VolumeName;
import org.jobledger.storage.backend.FoundVolume;
import org.jobledger.storage.backend.Space;
import org.jobledger.storage.backend.StorageBackend;
import org.jobledger.storage.io.VolumeFile;

/** A pool with plenty of room, each of whose volumes is on a disk that forgets. Nothing can be made or removed in it. */
@FunctionalInterface
interface ForgetfulPool extends StorageBackend {
    /** The disk of a volume. */
    ForgetfulDisk disk(VolumeName volume);

    @Override
    default PoolType type() {
        return PoolType.DIR;
    }

    @Override
    default void requireUsable(PoolDefinition pool) {}

    @Override
    default String identity(PoolDefinition pool) {
        return "1";
    }

    @Override
    default Space space(PoolDefinition pool) {
        return new Space(1L << 40, 0, 1L << 40);
    }

    @Override
    default List<FoundVolume> scan(PoolDefinition pool) {
        return List.of();
    }

    @Override
    default Optional<FoundVolume> find(PoolDefinition pool, VolumeName volume) {
        ForgetfulDisk disk = disk(volume);
        return taken(pool, volume)
                ? Optional.of(new FoundVolume(volume.text(), path(pool, volume), disk.size(), disk.size(), disk.key()))
                : Optional.empty();
    }

    @Override
    default boolean taken(PoolDefinition pool, VolumeName volume) {
        return true;
    }

    @Override
    default void requireVolume(PoolDefinition pool, VolumeName volume) {}

    @Override
    default Path path(PoolDefinition pool, VolumeName volume) {
        return pool.target().resolve(volume.text());
    }

    @Override
    default VolumeFile create(PoolDefinition pool, VolumeName volume, VolumeMode mode) {
        throw new AssertionError("nothing is made");
    }

    @Override
    default VolumeFile open(PoolDefinition pool, VolumeName volume) {
        return disk(volume).open();
    }

    @Override
    default VolumeFile openToRead(PoolDefinition pool, VolumeName volume) {
        return open(pool, volume);
    }

    @Override
    default void requireUnused(PoolDefinition pool, VolumeName volume, Use use) {}

    @Override
    default void delete(PoolDefinition pool, VolumeName volume) {
        throw new AssertionError("nothing is removed");
    }

    @Override
    default void force(PoolDefinition pool) {}
}
