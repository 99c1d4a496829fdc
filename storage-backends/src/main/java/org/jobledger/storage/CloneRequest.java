package org.jobledger.storage;

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
 * @param mode who may read and write its file, from its first byte
 */
public record CloneRequest(
        PoolName sourcePool,
        VolumeName source,
        PoolName pool,
        VolumeName name,
        long capacity,
        long allocation,
        Reflink reflink,
        VolumeMode mode) {

    /**
     * Checks the values.
     *
     * @throws InvalidValueException if a size is negative, the allocation is beyond the capacity, blocks are to be both shared and
     *     allocated, or source and copy are one
     */
    public CloneRequest {
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
                VolumeMode.OWNER_ONLY);
    }

    /**
     * The same with a size of its own and so much of it allocated at once.
     *
     * @throws InvalidValueException as the constructor says
     */
    public CloneRequest sized(long newCapacity, long newAllocation) {
        return new CloneRequest(sourcePool, source, pool, name, newCapacity, newAllocation, reflink, mode);
    }

    /**
     * The same, sharing blocks or not.
     *
     * @throws InvalidValueException as the constructor says
     */
    public CloneRequest reflink(Reflink newReflink) {
        return new CloneRequest(sourcePool, source, pool, name, capacity, allocation, newReflink, mode);
    }

    /** The same with a file of this mode. */
    public CloneRequest withMode(VolumeMode newMode) {
        return new CloneRequest(sourcePool, source, pool, name, capacity, allocation, reflink, newMode);
    }
}
