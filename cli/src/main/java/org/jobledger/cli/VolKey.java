package org.jobledger.cli;

import org.jobledger.storage.StorageDriver;
import org.jobledger.storage.VolumeInfo;
import picocli.CommandLine.Command;

/** {@code vol-key}. */
@Command(
        name = "vol-key",
        description = "Print the key of a volume, which is its path.",
        footer = {"", "Example: jobledger vol-key disk1 --pool images"})
final class VolKey extends VolumeFact {

    VolKey(Session session) {
        super(session, "key");
    }

    @Override
    Object of(VolumeInfo info, StorageDriver driver) {
        return info.path();
    }
}
