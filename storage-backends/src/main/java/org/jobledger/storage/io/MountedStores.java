package org.jobledger.storage.io;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The file systems that directories are on, for asking how much room there is. Finding one reads the table of mounts, so it is done again
 * only where something else is mounted there. Thread-safe. Not for asking whether one can be written to: that is known only as it was.
 */
public final class MountedStores {
    private final Map<Path, Known> known = new ConcurrentHashMap<>();

    /** As it was found, on what device. */
    private record Known(Object device, FileStore store) {}

    /**
     * The one that a directory is on.
     *
     * @throws IOException if there is no such directory
     */
    public FileStore of(Path directory) throws IOException {
        Object device = Files.getAttribute(directory, "unix:dev");
        Known last = known.get(directory);
        if (last == null || !last.device().equals(device)) {
            last = new Known(device, Files.getFileStore(directory));
            known.put(directory, last);
        }
        return last.store();
    }
}
