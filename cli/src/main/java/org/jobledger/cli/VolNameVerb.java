package org.jobledger.cli;

import org.jobledger.storage.StorageDriver;
import org.jobledger.storage.VolumeInfo;
import picocli.CommandLine.Command;

/** {@code vol-name}. */
@Command(
        name = "vol-name",
        description = "Print the name of the volume that has a path.",
        footer = {"", "Example: jobledger vol-name /srv/images/disk1"})
final class VolNameVerb extends VolumeFact {

    VolNameVerb(Session session) {
        super(session, "name");
    }

    @Override
    Object of(VolumeInfo info, StorageDriver driver) {
        return info.name();
    }
}
