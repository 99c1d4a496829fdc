package org.jobledger.storage;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is said of a volume (libvirt: the volume XML). Immutable.
 *
 * @param type "file", "block", "dir", "network", "netdir" or "ploop"; null where it is not said
 * @param name its name, as it stands there; {@link VolumeName} says which are allowed
 * @param key what identifies it on this machine, or null
 * @param extents where it lies on the devices of its pool
 * @param capacity the size a guest sees, bytes; null where it is to be that of the backing volume
 * @param allocation what it takes on the disk, bytes; null where it is not said and means all of it
 * @param physical the size of its file, bytes; only said, never asked
 * @param target where it is and how it is laid out
 * @param backing the volume that it is a change of, or null
 */
public record VolumeDescription(
        @Nullable String type,
        String name,
        @Nullable String key,
        List<DeviceExtent> extents,
        @Nullable Long capacity,
        @Nullable Long allocation,
        @Nullable Long physical,
        VolumeTarget target,
        @Nullable VolumeTarget backing) {

    /** Copies the list. */
    public VolumeDescription {
        extents = List.copyOf(extents);
    }

    /**
     * A part of a device that a volume has.
     *
     * @param device the path of the device
     * @param extent which part
     */
    public record DeviceExtent(String device, PoolSource.Extent extent) {}
}
