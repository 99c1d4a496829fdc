package org.jobledger.storage;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a caller says of a volume to be made as a copy of another one (libvirt: the volume XML and source of
 * virStorageVolCreateXMLFrom). Immutable; each method gives a changed copy.
 *
 * @param sourcePool the name of the pool of the source
 * @param source the name of the source
 * @param pool the name of the pool of the copy
 * @param name the name of the copy
 * @param capacity the size a guest will see, bytes; 0 for that of the source
 * @param allocation how many bytes from its beginning get their place on the disk before anything is copied; holes of the source in the
 *     rest stay holes
 * @param reflink whether blocks are shared with the source
 * @param permissions who may use its file before it has any contents; its mode is 0600 where none is said
 * @param format how the copy is laid out; null for the way its source is
 */
public record CloneRequest(
        PoolName sourcePool,
        VolumeName source,
        PoolName pool,
        VolumeName name,
        long capacity,
        long allocation,
        Reflink reflink,
        Permissions permissions,
        @Nullable VolumeFormat format) {

    /**
     * Checks the values.
     *
     * @throws InvalidValueException if a size is negative, the allocation is beyond the capacity, blocks are to be both shared and
     *     allocated, or source and copy are one
     */
    public CloneRequest {
        format = format == null ? null : format.makeable();
        if (format != null && format.partition().equals(Optional.of(PartitionType.EXTENDED))) {
            throw new InvalidValueException(
                    "volume '" + name + "' of format 'extended' cannot be a copy: it holds no bytes");
        }
        if (capacity < 0 || allocation < 0 || (capacity > 0 && allocation > capacity)) {
            throw new InvalidValueException("allocation of " + allocation + " and capacity of " + capacity
                    + " bytes for volume '" + name + "' do not fit together");
        }
        if (allocation > 0 && reflink == Reflink.ALWAYS) {
            throw new InvalidValueException("volume '" + name + "' cannot both share the blocks of volume '" + source
                    + "' and have " + allocation + " bytes allocated");
        }
        if (pool.equals(sourcePool) && name.equals(source)) {
            throw new InvalidValueException("volume '" + name + "' cannot be a copy of itself");
        }
    }

    /**
     * A copy in the same pool, of the same size.
     *
     * @throws InvalidNameException if one of the names is not allowed
     * @throws InvalidValueException if source and copy are one
     */
    public static CloneRequest of(String pool, String source, String name) {
        return of(pool, source, pool, name);
    }

    /**
     * A copy in another pool, of the same size.
     *
     * @throws InvalidNameException if one of the names is not allowed
     * @throws InvalidValueException if source and copy are one
     */
    public static CloneRequest of(String sourcePool, String source, String pool, String name) {
        return new CloneRequest(
                new PoolName(sourcePool),
                new VolumeName(source),
                new PoolName(pool),
                new VolumeName(name),
                0,
                0,
                Reflink.AUTO,
                Permissions.UNSAID,
                null);
    }

    /**
     * The same with a size of its own and so much of it allocated at once.
     *
     * @throws InvalidValueException as the constructor says
     */
    public CloneRequest sized(long newCapacity, long newAllocation) {
        return new CloneRequest(
                sourcePool, source, pool, name, newCapacity, newAllocation, reflink, permissions, format);
    }

    /**
     * The same, sharing blocks or not.
     *
     * @throws InvalidValueException as the constructor says
     */
    public CloneRequest reflink(Reflink newReflink) {
        return new CloneRequest(sourcePool, source, pool, name, capacity, allocation, newReflink, permissions, format);
    }

    /** The same with a file of this mode. */
    public CloneRequest withMode(VolumeMode newMode) {
        return usedBy(new Permissions(newMode.bits(), permissions.owner(), permissions.group(), permissions.label()));
    }

    /** The same with a file that these may use. */
    public CloneRequest usedBy(Permissions newPermissions) {
        return new CloneRequest(sourcePool, source, pool, name, capacity, allocation, reflink, newPermissions, format);
    }

    /**
     * The same, laid out so: a copy that is laid out in another way than its source is converted.
     *
     * @throws InvalidValueException if the format does not fit together
     * @throws UnsupportedStorageException if nothing here makes such a volume
     */
    public CloneRequest as(@Nullable VolumeFormat newFormat) {
        return new CloneRequest(sourcePool, source, pool, name, capacity, allocation, reflink, permissions, newFormat);
    }
}
