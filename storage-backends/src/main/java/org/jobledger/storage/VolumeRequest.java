package org.jobledger.storage;

/**
 * What a caller says of a volume to be made (libvirt: the volume XML). Immutable; each method gives a changed copy.
 *
 * @param pool the name of its pool
 * @param name its name
 * @param capacity the size a guest will see, bytes; 0 for that of its backing store, and where it has none for an empty file
 * @param allocation how many bytes from its beginning get their place on the disk now; the rest stays a hole. Of what
 *     {@code qemu-img} makes only where it is preallocated
 * @param permissions who may use its file before it has any contents; its mode is 0600 where none is said
 * @param format how it is laid out
 */
public record VolumeRequest(
        PoolName pool, VolumeName name, long capacity, long allocation, Permissions permissions, VolumeFormat format) {
    /**
     * Checks the sizes and the format.
     *
     * @throws InvalidValueException if capacity is negative, allocation is not between 0 and capacity, or the format does not fit together
     * @throws UnsupportedStorageException if nothing here makes such a volume
     */
    public VolumeRequest {
        format = format.makeable();
        boolean backed = format.backing() != null && capacity == 0;
        if (capacity < 0) {
            throw new InvalidValueException("capacity of volume '" + name + "' is " + capacity + ", below 0 bytes");
        }
        if (allocation < 0 || (allocation > capacity && !backed)) {
            throw new InvalidValueException("allocation of volume '" + name + "' is " + allocation
                    + ", not between 0 and its capacity of " + capacity);
        }
    }

    /**
     * A raw volume, all of which gets its place on the disk.
     *
     * @throws InvalidNameException if one of the names is not allowed
     * @throws InvalidValueException if capacity is negative
     */
    public static VolumeRequest raw(String pool, String name, long capacity) {
        return new VolumeRequest(
                new PoolName(pool), new VolumeName(name), capacity, capacity, Permissions.UNSAID, VolumeFormat.RAW);
    }

    /**
     * A volume of any format that takes no more place than it must.
     *
     * @param capacity bytes; 0 for that of its backing store
     * @throws InvalidNameException if one of the names is not allowed
     * @throws InvalidValueException as the constructor says
     * @throws UnsupportedStorageException as the constructor says
     */
    public static VolumeRequest of(String pool, String name, long capacity, VolumeFormat format) {
        return new VolumeRequest(new PoolName(pool), new VolumeName(name), capacity, 0, Permissions.UNSAID, format);
    }

    /**
     * The same with only so many bytes allocated at once.
     *
     * @throws InvalidValueException if that is not between 0 and the capacity
     */
    public VolumeRequest allocating(long bytes) {
        return new VolumeRequest(pool, name, capacity, bytes, permissions, format);
    }

    /** The same with a file of this mode; {@link VolumeMode#OWNER_ONLY} unless it is said. */
    public VolumeRequest withMode(VolumeMode newMode) {
        return usedBy(new Permissions(newMode.bits(), permissions.owner(), permissions.group(), permissions.label()));
    }

    /** The same with a file that these may use. */
    public VolumeRequest usedBy(Permissions newPermissions) {
        return new VolumeRequest(pool, name, capacity, allocation, newPermissions, format);
    }
}
