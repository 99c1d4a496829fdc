package org.jobledger.storage.backend;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntConsumer;
import org.jobledger.storage.BuildOption;
import org.jobledger.storage.NotEnoughSpaceException;
import org.jobledger.storage.PartitionType;
import org.jobledger.storage.Permissions;
import org.jobledger.storage.PoolDefinition;
import org.jobledger.storage.PoolType;
import org.jobledger.storage.UnsupportedStorageException;
import org.jobledger.storage.VolumeDescription.DeviceExtent;
import org.jobledger.storage.VolumeMode;
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
     * @throws UnsupportedStorageException if it cannot
     */
    default void build(PoolDefinition pool, Set<BuildOption> options) {
        throw unable(pool, Ability.BUILD_POOL);
    }

    /**
     * The same, and tells meanwhile how far it is, where the program that does it tells.
     *
     * @param share is given the thousandths that are done, never fewer than before, on the thread that waits
     */
    default void build(PoolDefinition pool, Set<BuildOption> options, IntConsumer share) {
        build(pool, options);
    }

    /**
     * Removes what {@link #build} made; what is gone already counts as removed, so that it may be called again after a crash.
     *
     * @throws org.jobledger.storage.BackendException if it is not empty, or cannot be removed
     * @throws UnsupportedStorageException if it cannot
     */
    default void remove(PoolDefinition pool) {
        throw unable(pool, Ability.DELETE_POOL);
    }

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

    /** Has it looked at anew, where what is behind the pool does not see by itself what others added. */
    default void rescan(PoolDefinition pool) {}

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
     * The names of all volumes that are there, in order, without a look at each; what is listed may be gone by then.
     *
     * @throws org.jobledger.storage.BackendException if they cannot be listed
     */
    default List<VolumeName> names(PoolDefinition pool) {
        return scan(pool).stream().map(found -> new VolumeName(found.name())).toList();
    }

    /**
     * Makes an empty volume that nobody but those the mode names may use, from its first byte.
     *
     * @throws org.jobledger.storage.VolumeExistsException if there is anything of this name
     * @throws org.jobledger.storage.ReadOnlyStorageException if what is behind the pool can only be read
     */
    VolumeFile create(PoolDefinition pool, VolumeName volume, VolumeMode mode);

    /**
     * Makes a volume that has its size from the beginning. Where volumes are files it is empty, and grows.
     *
     * @throws org.jobledger.storage.VolumeExistsException if there is anything of this name
     * @throws org.jobledger.storage.NotEnoughSpaceException if there is no room for it; nothing has changed then
     */
    default VolumeFile create(PoolDefinition pool, VolumeName volume, NewVolume wanted) {
        return create(pool, volume, wanted.permissions(), wanted.noCopyOnWrite());
    }

    /**
     * Checks that a volume could be made now. What is not allocated now needs no room: a sparse volume may be greater than its pool, as in
     * libvirt.
     *
     * @throws org.jobledger.storage.NotEnoughSpaceException if there is no room for it
     * @throws org.jobledger.storage.InvalidNameException if it would have another name
     */
    default void requireRoom(PoolDefinition pool, VolumeName volume, long capacity, long allocation) {
        Space space = space(pool);
        if (allocation > space.available()) {
            throw new NotEnoughSpaceException("volume '" + volume + "' of " + capacity + " bytes (" + allocation
                    + " allocated) does not fit in pool '" + pool.name() + "': " + space.available() + " of "
                    + space.capacity() + " bytes are free");
        }
    }

    /**
     * The same of a partition.
     *
     * @throws org.jobledger.storage.InvalidValueException if the pool can have none of this type now
     */
    default void requireRoom(PoolDefinition pool, VolumeName volume, long capacity, PartitionType type) {
        requireRoom(pool, volume, capacity, capacity);
    }

    /** What can be done to its volumes and pools. */
    default Set<Ability> abilities() {
        return EnumSet.complementOf(EnumSet.of(Ability.SNAPSHOTS));
    }

    /**
     * Checks that it can do something.
     *
     * @throws UnsupportedStorageException if it cannot; the message says what
     */
    default void requireAble(PoolDefinition pool, Ability ability) {
        if (!abilities().contains(ability)) {
            throw unable(pool, ability);
        }
    }

    /** What says that a pool of this type cannot do something. */
    static UnsupportedStorageException unable(PoolDefinition pool, Ability ability) {
        return new UnsupportedStorageException(
                "pool '" + pool.name() + "' is of type '" + pool.type().word() + "', which cannot " + ability.text());
    }

    /** How it makes copies that share the bytes of their source; empty where only blocks of files can be shared, or nothing. */
    default Optional<LayeredCopies> layeredCopies() {
        return Optional.empty();
    }

    /**
     * Checks that what is in a volume now is gone once it is overwritten, and removes what a crash left that would keep it.
     *
     * @throws org.jobledger.storage.VolumeBusyException if something of it stays, such as a snapshot; the message says what
     */
    default void requireErasable(PoolDefinition pool, VolumeName volume) {}

    /**
     * Removes all snapshots of a volume, if it may ({@link Ability#SNAPSHOTS}).
     *
     * @throws org.jobledger.storage.BackendException if one of them stays; the message says which, or why
     */
    default void removeSnapshots(PoolDefinition pool, VolumeName volume) {
        throw unable(pool, Ability.SNAPSHOTS);
    }

    /**
     * Checks that no other volume lives by what is in a volume, as far as what is behind the pool knows it; the ledger knows more.
     *
     * @throws org.jobledger.storage.VolumeBusyException if one does; the message names it
     */
    default void requireRemovable(PoolDefinition pool, VolumeName volume) {}

    /** The pool with what is known of its source and target only now, such as the free parts of its disk. */
    default PoolDefinition described(PoolDefinition pool) {
        return pool;
    }

    /** Where a volume lies on the devices of its pool; empty where that is not known. */
    default List<DeviceExtent> extents(PoolDefinition pool, VolumeName volume) {
        return List.of();
    }

    /**
     * The same, of whom permissions say, from before it has any contents. A backend that knows no owners makes it of ours.
     *
     * @param noCopyOnWrite whether it is not to be written copy-on-write, where what is behind the pool does so
     */
    default VolumeFile create(PoolDefinition pool, VolumeName volume, Permissions permissions, boolean noCopyOnWrite) {
        Integer mode = permissions.mode();
        return create(pool, volume, mode == null ? VolumeMode.OWNER_ONLY : new VolumeMode(mode));
    }

    /** Whether its volumes are files that can be of other formats than raw. */
    default boolean holdsImages() {
        return false;
    }

    /**
     * Opens a volume to read it; works on media that can only be read, too.
     *
     * @throws org.jobledger.storage.NoSuchVolumeException if there is nothing of this name
     * @throws org.jobledger.storage.UnsafePathException if there is something else than a volume
     * @throws org.jobledger.storage.VolumeOpenElsewhereException if somebody outside the driver can write to it
     */
    VolumeFile openToRead(PoolDefinition pool, VolumeName volume);

    /**
     * Checks that nobody outside the driver uses a volume, as far as that can be told. Only while the driver has it not open itself.
     *
     * @param use what it is wanted for
     * @throws org.jobledger.storage.VolumeOpenElsewhereException if somebody does; the message says who
     * @throws org.jobledger.storage.ReadOnlyStorageException if it is to be changed on media that can only be read
     */
    void requireUnused(PoolDefinition pool, VolumeName volume, Use use);

    /** What a volume is wanted for. */
    enum Use {
        /** To read it: nobody else may write to it. */
        READ,
        /** To change it: nobody else may have it open. */
        CHANGE
    }

    /**
     * Opens a volume for reading and writing.
     *
     * @throws org.jobledger.storage.NoSuchVolumeException if there is nothing of this name
     * @throws org.jobledger.storage.UnsafePathException if there is something else than a volume
     * @throws org.jobledger.storage.VolumeOpenElsewhereException if somebody outside the driver has it open
     * @throws org.jobledger.storage.ReadOnlyStorageException if it can only be read
     */
    VolumeFile open(PoolDefinition pool, VolumeName volume);

    /** Removes a volume for ever; does nothing where there is none. */
    void delete(PoolDefinition pool, VolumeName volume);

    /** Returns when every volume made or removed before is so for ever. */
    void force(PoolDefinition pool);
}
