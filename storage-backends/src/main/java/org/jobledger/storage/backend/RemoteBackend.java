package org.jobledger.storage.backend;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jobledger.storage.BackendException;
import org.jobledger.storage.InvalidNameException;
import org.jobledger.storage.NoSuchVolumeException;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.UnsupportedStorageException;
import org.jobledger.storage.VolumeExistsException;
import org.jobledger.storage.VolumeMode;
import org.jobledger.storage.VolumeName;
import org.jobledger.storage.io.VolumeFile;

/**
 * Pools of a cluster, whose volumes are no files of this machine: a program of the cluster lists, makes, resizes and removes them, and
 * may give and take their bytes. Those that look at or change the pool run one at a time for each pool.
 */
public abstract class RemoteBackend implements StorageBackend {
    private final PoolLocks locks = new PoolLocks();

    /** All that are there now. Called by one thread at a time for each pool. */
    protected abstract List<RemoteVolume> volumes(PoolDefinition pool);

    /** One of them; where it costs less than all, a backend asks for it alone. Called by one thread at a time for each pool. */
    protected Optional<RemoteVolume> one(PoolDefinition pool, VolumeName volume) {
        return volumes(pool).stream()
                .filter(known -> known.name().equals(volume.text()))
                .findFirst();
    }

    /** Makes one. Called by one thread at a time for each pool, when there is none of this name. */
    protected abstract void make(PoolDefinition pool, VolumeName volume, long bytes);

    /** Gives one another size. Called by one thread at a time for each pool. */
    protected abstract void resize(PoolDefinition pool, VolumeName volume, long bytes);

    /** Removes one. Called by one thread at a time for each pool. */
    protected abstract void remove(PoolDefinition pool, VolumeName volume);

    /** What the cluster calls a volume, or would call it. */
    protected abstract String place(PoolDefinition pool, VolumeName volume);

    /** Whether the programs take this name for that of a volume. */
    protected abstract boolean isName(VolumeName volume);

    /** Does something while no program runs for the pool. */
    protected final <T> T alone(PoolDefinition pool, Supplier<T> work) {
        return locks.alone(pool, work);
    }

    /** A volume that is opened. Nothing reaches its bytes, unless a backend has a program that does. */
    protected VolumeFile opened(PoolDefinition pool, VolumeName volume, VolumeFile sized) {
        return sized;
    }

    @Override
    public Set<Ability> abilities() {
        return EnumSet.of(Ability.CREATE_VOLUME, Ability.DELETE_VOLUME, Ability.RESIZE_VOLUME);
    }

    /** The cluster answers. */
    @Override
    public final void requireUsable(PoolDefinition pool) {
        Space unused = space(pool);
    }

    @Override
    public final List<FoundVolume> scan(PoolDefinition pool) {
        return alone(pool, () -> volumes(pool)).stream()
                .map(RemoteVolume::found)
                .toList();
    }

    @Override
    public final Optional<FoundVolume> find(PoolDefinition pool, VolumeName volume) {
        return known(pool, volume).map(RemoteVolume::found);
    }

    private Optional<RemoteVolume> known(PoolDefinition pool, VolumeName volume) {
        return alone(pool, () -> one(pool, volume));
    }

    @Override
    public final boolean taken(PoolDefinition pool, VolumeName volume) {
        return known(pool, volume).isPresent();
    }

    @Override
    public final void requireVolume(PoolDefinition pool, VolumeName volume) {
        RemoteVolume unused = volume(pool, volume);
    }

    private RemoteVolume volume(PoolDefinition pool, VolumeName volume) {
        return known(pool, volume)
                .orElseThrow(
                        () -> new NoSuchVolumeException("pool '" + pool.name() + "' has no volume '" + volume + "'"));
    }

    @Override
    public final Path path(PoolDefinition pool, VolumeName volume) {
        return Path.of(place(pool, volume));
    }

    @Override
    public final void requireRoom(PoolDefinition pool, VolumeName volume, long capacity, long allocation) {
        if (!isName(volume)) {
            throw new InvalidNameException("volume '" + volume + "' in pool '" + pool.name()
                    + "' would be a volume of a cluster: its programs do not take this name");
        }
        StorageBackend.super.requireRoom(pool, volume, capacity, allocation);
    }

    @Override
    public final VolumeFile create(PoolDefinition pool, VolumeName volume, VolumeMode mode) {
        throw new UnsupportedStorageException("volume '" + volume + "' in pool '" + pool.name()
                + "' is one of a cluster: it cannot be made without its size");
    }

    @Override
    public final VolumeFile create(PoolDefinition pool, VolumeName volume, NewVolume wanted) {
        requireRoom(pool, volume, wanted.capacity(), wanted.allocation());
        return alone(pool, () -> {
            if (taken(pool, volume)) {
                throw new VolumeExistsException("pool '" + pool.name() + "' has a volume '" + volume + "' already");
            }
            make(pool, volume, wanted.capacity());
            return known(pool, volume)
                    .map(made -> file(pool, volume, made))
                    .orElseThrow(() -> new BackendException(
                            "volume '" + volume + "' of pool '" + pool.name() + "' was made and is not there"));
        });
    }

    private VolumeFile file(PoolDefinition pool, VolumeName volume, RemoteVolume known) {
        VolumeFile sized = new RemoteFile(known, bytes -> {
            boolean unused = alone(pool, () -> {
                resize(pool, volume, bytes);
                return true;
            });
        });
        return opened(pool, volume, sized);
    }

    @Override
    public VolumeFile open(PoolDefinition pool, VolumeName volume) {
        return file(pool, volume, volume(pool, volume));
    }

    @Override
    public VolumeFile openToRead(PoolDefinition pool, VolumeName volume) {
        return file(pool, volume, volume(pool, volume));
    }

    /** The cluster's programs refuse what is in use, where there is nothing better. */
    @Override
    public void requireUnused(PoolDefinition pool, VolumeName volume, Use use) {}

    @Override
    public final void delete(PoolDefinition pool, VolumeName volume) {
        boolean unused = alone(pool, () -> {
            if (taken(pool, volume)) {
                remove(pool, volume);
            }
            return true;
        });
    }

    /** The programs return when it is so. */
    @Override
    public final void force(PoolDefinition pool) {}
}
