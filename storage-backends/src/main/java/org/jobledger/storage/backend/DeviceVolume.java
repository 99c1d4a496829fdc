package org.jobledger.storage.backend;

import java.nio.file.Path;
import java.util.List;
import org.jobledger.storage.VolumeDescription.DeviceExtent;

/**
 * A volume that is a block device, as its backend finds it.
 *
 * @param name its name
 * @param path where it is
 * @param size its size, bytes
 * @param key its identity
 * @param fault why its contents must not be touched, empty where they may be
 * @param extents where it lies
 */
public record DeviceVolume(String name, Path path, long size, String key, String fault, List<DeviceExtent> extents) {

    /** Copies the list. */
    public DeviceVolume {
        extents = List.copyOf(extents);
    }

    /** The same under another path. */
    DeviceVolume at(Path newPath) {
        return new DeviceVolume(name, newPath, size, key, fault, extents);
    }

    FoundVolume found() {
        return new FoundVolume(name, path, size, size, key);
    }
}
