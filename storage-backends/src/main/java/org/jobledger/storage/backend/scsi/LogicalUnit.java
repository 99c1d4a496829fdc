package org.jobledger.storage.backend.scsi;

import java.nio.file.Path;
import java.util.List;
import org.jobledger.storage.backend.DeviceVolume;

/**
 * A logical unit behind a host.
 *
 * @param name "unit:CHANNEL:TARGET:LUN", as libvirt has it: the number of the host is another one after each start
 * @param node its node under {@code /dev}
 * @param size its size, bytes
 * @param identity what it says it is, such as "naa.600140..."; empty where it says nothing
 */
public record LogicalUnit(String name, Path node, long size, String identity) {

    /** It as a volume. What says nothing of itself is known by its place. */
    public DeviceVolume volume() {
        return new DeviceVolume(name, node, size, identity.isEmpty() ? "at " + name : identity, "", List.of());
    }
}
