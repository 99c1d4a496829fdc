package org.jobledger.storage.backend;

import java.util.List;
import org.jobledger.storage.BackendException;
import org.jobledger.storage.PoolDefinition;

/**
 * Looks whether there is data on a device, with blkid(8).
 *
 * @param tool runs it
 */
public record DeviceProbe(PoolTool tool) {
    private static final int NOTHING_FOUND = 2;

    /** The command line. */
    public static List<String> line(String device) {
        return List.of("blkid", "-p", "-o", "value", "-s", "TYPE", "-s", "PTTYPE", "--", device);
    }

    /**
     * Checks that nothing is known to be on a device.
     *
     * @throws BackendException if something is, or it cannot be looked at
     */
    public void requireBlank(PoolDefinition pool, String device) {
        PoolTool.Result found = tool.look(pool, "look at '" + device + "'", line(device));
        if (found.status() == 0) {
            throw new BackendException("device '" + device + "' of pool '" + pool.name() + "' has data on it ("
                    + found.said().strip().replace('\n', ' ') + "); it was not touched");
        }
        if (found.status() != NOTHING_FOUND) {
            throw new BackendException(
                    "cannot look at '" + device + "' of pool '" + pool.name() + "': " + found.said());
        }
    }
}
