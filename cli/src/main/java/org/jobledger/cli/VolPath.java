package org.jobledger.cli;

import org.jobledger.storage.StorageDriver;
import org.jobledger.storage.VolumeInfo;
import picocli.CommandLine.Command;

/** {@code vol-path}. */
@Command(
        name = "vol-path",
        description = "Print the path of a volume.",
        footer = {"", "Example: jobledger vol-path disk1 --pool images"})
final class VolPath extends VolumeFact {

    VolPath(Session session) {
        super(session, "path");
    }

    @Override
    Object of(VolumeInfo info, StorageDriver driver) {
        return info.path();
    }
}
