package org.jobledger.storage;

/**
 * What a caller says of a volume to be made (libvirt: the volume XML). Immutable.
 *
 * @param pool the name of its pool
 * @param name its name
 * @param capacity the size a guest will see, bytes
 * @param allocation how many bytes from its beginning get their place on the disk now; the rest stays a hole
 * @param mode who may read and write its file, from its first byte
 */
public record VolumeRequest(PoolName pool, VolumeName name, long capacity, long allocation, VolumeMode mode) {

    /**
     * Checks the sizes.
     *
     * @throws InvalidValueException if capacity is below 1 or allocation is not between 0 and capacity
     */
    public VolumeRequest {
        if (capacity < 1) {
            throw new InvalidValueException("capacity of volume '" + name + "' is " + capacity + ", below 1 byte");
        }
        if (allocation < 0 || allocation > capacity) {
            throw new InvalidValueException("allocation of volume '" + name + "' is " + allocation
                    + ", not between 0 and its capacity of " + capacity);
        }
    }

    /**
     * A raw volume, all of which gets its place on the disk.
     *
     * @throws InvalidNameException if one of the names is not allowed
     * @throws InvalidValueException if capacity is below 1
     */
    public static VolumeRequest raw(String pool, String name, long capacity) {
        return new VolumeRequest(new PoolName(pool), new VolumeName(name), capacity, capacity, VolumeMode.OWNER_ONLY);
    }

    /**
     * The same with only so many bytes allocated at once.
     *
     * @throws InvalidValueException if that is not between 0 and the capacity
     */
    public VolumeRequest allocating(long bytes) {
        return new VolumeRequest(pool, name, capacity, bytes, mode);
    }

    /** The same with a file of this mode; {@link VolumeMode#OWNER_ONLY} unless it is said. */
    public VolumeRequest withMode(VolumeMode newMode) {
        return new VolumeRequest(pool, name, capacity, allocation, newMode);
    }
}
