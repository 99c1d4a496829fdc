package org.jobledger.storage.backend;

import java.io.IOException;
import java.nio.file.Path;
import org.jobledger.storage.io.DeviceVolumeFile;
import org.jobledger.storage.io.VolumeFile;

/** Opens devices. Thread-safe. */
@FunctionalInterface
public interface DeviceOpener {

    /** Those of this machine. */
    DeviceOpener SYSTEM = DeviceVolumeFile::open;

    /**
     * Opens a device.
     *
     * @param key the identity that the file shall have
     * @throws IOException if it cannot be opened
     */
    VolumeFile open(Path path, String key, boolean writable) throws IOException;
}
