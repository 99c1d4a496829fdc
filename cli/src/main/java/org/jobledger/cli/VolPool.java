package org.jobledger.cli;

import org.jobledger.storage.StorageDriver;
import org.jobledger.storage.VolumeInfo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code vol-pool}. */
@Command(
        name = "vol-pool",
        description = "Print the pool of the volume that has a path.",
        footer = {"", "Example: jobledger vol-pool /srv/images/disk1"})
final class VolPool extends VolumeFact {

    @Option(names = "--uuid", description = "Print its uuid, not its name.")
    private boolean uuid;

    VolPool(Session session) {
        super(session, "pool");
    }

    @Override
    Object of(VolumeInfo info, StorageDriver driver) {
        return uuid ? driver.pool(info.pool()).uuid() : info.pool();
    }
}
