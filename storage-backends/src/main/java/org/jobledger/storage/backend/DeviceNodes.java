package org.jobledger.storage.backend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jobledger.storage.PoolDefinition;

/** The nodes of devices under {@code /dev}, and the links that outlive a new numbering of them. */
public final class DeviceNodes {
    private static final Path SETTLE = Path.of("/usr/bin/udevadm");

    private DeviceNodes() {}

    /** Waits for nodes that are being made: where udev makes them, they are there a little later (libvirt: virWaitForDevices). */
    public static void settle(PoolTool tool, PoolDefinition pool) {
        if (Files.isExecutable(SETTLE)) {
            PoolTool.Result unused =
                    tool.look(pool, "wait for the device", List.of(SETTLE.toString(), "settle", "--timeout=30"));
        }
    }

    /** The first link in a directory that leads to a node (libvirt: virStorageBackendStablePath); nothing where none does. */
    public static Optional<Path> link(Path directory, Path node) {
        try (Stream<Path> links = Files.list(directory)) {
            return links.filter(link -> leadsTo(link, node)).sorted().findFirst();
        } catch (IOException e) {
            // No such directory, so no such link.
            return Optional.empty();
        }
    }

    /** Whether two paths are one device, by whichever of its names. */
    public static boolean same(String one, String other) {
        try {
            return one.equals(other)
                    || Path.of(one).toRealPath().equals(Path.of(other).toRealPath());
        } catch (IOException e) {
            // One of them is not there.
            return false;
        }
    }

    private static boolean leadsTo(Path link, Path node) {
        try {
            return link.toRealPath().equals(node);
        } catch (IOException e) {
            // It leads nowhere, or is gone by now.
            return false;
        }
    }
}
