package org.jobledger.storage.backend;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jobledger.storage.BackendException;
import org.jobledger.storage.NoSuchVolumeException;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.ReadOnlyStorageException;
import org.jobledger.storage.Shown;
import org.jobledger.storage.UnsafePathException;
import org.jobledger.storage.UnsupportedStorageException;
import org.jobledger.storage.VolumeDescription.DeviceExtent;
import org.jobledger.storage.VolumeExistsException;
import org.jobledger.storage.VolumeMode;
import org.jobledger.storage.VolumeName;
import org.jobledger.storage.VolumeOpenElsewhereException;
import org.jobledger.storage.io.BlockDevice;
import org.jobledger.storage.io.OpenElsewhere;
import org.jobledger.storage.io.VolumeFile;

/**
 * Pools whose volumes are block devices that a program manages: what such backends have in common. The programs run one at a time for
 * each pool, from the look at what there is to the change of it.
 */
public abstract class DeviceBackend implements StorageBackend {
    private final PoolLocks locks = new PoolLocks();
    private final DeviceOpener opener;

    /** A backend that opens devices in this way. */
    protected DeviceBackend(DeviceOpener opener) {
        this.opener = opener;
    }

    /** All that is there now. Called by one thread at a time for each pool. */
    protected abstract List<DeviceVolume> devices(PoolDefinition pool);

    /** Makes one. Called by one thread at a time for each pool, when there is none of this name. */
    protected abstract DeviceVolume make(PoolDefinition pool, VolumeName volume, NewVolume wanted);

    /** Removes one. Called by one thread at a time for each pool. */
    protected abstract void remove(PoolDefinition pool, DeviceVolume volume);

    /** Does something while no program runs for the pool. */
    protected final <T> T alone(PoolDefinition pool, Supplier<T> work) {
        return locks.alone(pool, work);
    }

    @Override
    public final List<FoundVolume> scan(PoolDefinition pool) {
        return all(pool).stream().map(DeviceVolume::found).toList();
    }

    @Override
    public final Optional<FoundVolume> find(PoolDefinition pool, VolumeName volume) {
        return device(pool, volume).map(DeviceVolume::found);
    }

    @Override
    public final boolean taken(PoolDefinition pool, VolumeName volume) {
        return device(pool, volume).isPresent();
    }

    @Override
    public final List<DeviceExtent> extents(PoolDefinition pool, VolumeName volume) {
        return device(pool, volume).map(DeviceVolume::extents).orElse(List.of());
    }

    @Override
    public final void requireVolume(PoolDefinition pool, VolumeName volume) {
        DeviceVolume unused = volume(pool, volume);
    }

    /**
     * What a program said, read by a parser.
     *
     * @param program who said it, for people
     * @throws BackendException if the parser does not understand it
     */
    protected static <T> T understood(PoolDefinition pool, String program, String said, Function<String, T> parser) {
        try {
            return parser.apply(said);
        } catch (IllegalArgumentException e) {
            throw new BackendException(
                    program + " says of pool '" + pool.name() + "' what is not understood: " + e.getMessage(), e);
        }
    }

    /**
     * The one that a program has just made.
     *
     * @throws BackendException if it is not there
     */
    protected final DeviceVolume made(PoolDefinition pool, VolumeName volume) {
        return device(pool, volume)
                .orElseThrow(() -> new BackendException(
                        "volume '" + volume + "' of pool '" + pool.name() + "' was made and is not there"));
    }

    private List<DeviceVolume> all(PoolDefinition pool) {
        return alone(pool, () -> devices(pool));
    }

    private Optional<DeviceVolume> device(PoolDefinition pool, VolumeName volume) {
        return all(pool).stream()
                .filter(device -> device.name().equals(volume.text()))
                .findFirst();
    }

    private DeviceVolume any(PoolDefinition pool, VolumeName volume) {
        return device(pool, volume)
                .orElseThrow(
                        () -> new NoSuchVolumeException("pool '" + pool.name() + "' has no volume '" + volume + "'"));
    }

    private DeviceVolume volume(PoolDefinition pool, VolumeName volume) {
        DeviceVolume device = any(pool, volume);
        if (!device.fault().isEmpty()) {
            throw new UnsafePathException("volume '" + volume + "' in pool '" + pool.name() + "' " + device.fault());
        }
        return device;
    }

    @Override
    public final VolumeFile create(PoolDefinition pool, VolumeName volume, VolumeMode mode) {
        throw new UnsupportedStorageException("volume '" + volume + "' in pool '" + pool.name()
                + "' is a device: it cannot be made without its size");
    }

    @Override
    public final VolumeFile create(PoolDefinition pool, VolumeName volume, NewVolume wanted) {
        requireAble(pool, Ability.CREATE_VOLUME);
        return alone(pool, () -> {
            if (taken(pool, volume)) {
                throw new VolumeExistsException("pool '" + pool.name() + "' has a volume '" + volume + "' already");
            }
            return opened(pool, make(pool, volume, wanted), true);
        });
    }

    @Override
    public final VolumeFile openToRead(PoolDefinition pool, VolumeName volume) {
        DeviceVolume device = volume(pool, volume);
        requireUnused(pool, device, Use.READ);
        return opened(pool, device, false);
    }

    @Override
    public final VolumeFile open(PoolDefinition pool, VolumeName volume) {
        DeviceVolume device = any(pool, volume);
        requireUnused(pool, device, Use.CHANGE);
        return opened(pool, device, true);
    }

    private VolumeFile opened(PoolDefinition pool, DeviceVolume device, boolean writable) {
        if (!device.fault().isEmpty()) {
            return new SealedFile(device);
        }
        try {
            VolumeFile file = opener.open(device.path(), device.key(), writable);
            if (file.size() != device.size()) {
                long seen = file.size();
                file.close();
                throw new BackendException("device '" + device.path() + "' of volume '" + device.name() + "' in pool '"
                        + pool.name() + "' has " + seen + " bytes, not " + device.size()
                        + ": the kernel does not know it as it is now");
            }
            return file;
        } catch (IOException e) {
            throw new BackendException(
                    "cannot open volume '" + device.name() + "' in pool '" + pool.name() + "': " + Shown.why(e), e);
        }
    }

    @Override
    public final void requireUnused(PoolDefinition pool, VolumeName volume, Use use) {
        device(pool, volume).ifPresent(device -> requireUnused(pool, device, use));
    }

    private static void requireUnused(PoolDefinition pool, DeviceVolume device, Use use) {
        Path path = device.path();
        try {
            if (use == Use.CHANGE
                    && BlockDevice.of(path).filter(BlockDevice::readOnly).isPresent()) {
                throw new ReadOnlyStorageException(
                        "volume '" + device.name() + "' in pool '" + pool.name() + "' can only be read");
            }
            OpenElsewhere.by(path, use == Use.READ).ifPresent(other -> {
                throw new VolumeOpenElsewhereException(
                        "volume '" + device.name() + "' in pool '" + pool.name() + "' is open elsewhere: " + other);
            });
        } catch (IOException e) {
            throw new BackendException(
                    "cannot look at volume '" + device.name() + "' in pool '" + pool.name() + "': " + Shown.why(e), e);
        }
    }

    @Override
    public final void delete(PoolDefinition pool, VolumeName volume) {
        requireAble(pool, Ability.DELETE_VOLUME);
        boolean unused = alone(pool, () -> {
            device(pool, volume).ifPresent(device -> remove(pool, device));
            return true;
        });
    }

    /** The programs return when it is so. */
    @Override
    public void force(PoolDefinition pool) {}
}
