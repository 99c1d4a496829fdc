package org.jobledger.cli;

import org.jobledger.storage.StorageDriver;
import org.jobledger.storage.VolumeInfo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code vol-delete}. */
@Command(
        name = "vol-delete",
        description = "Remove a volume. Its contents stay on the disk until they are overwritten: see vol-wipe.",
        footer = {"", "Example: jobledger vol-delete disk1 --pool images"})
final class VolDelete extends Verb {

    @Mixin
    private VolumeArguments volume = new VolumeArguments();

    @Mixin
    private LongOptions options = new LongOptions();

    VolDelete(Session session) {
        super(session);
    }

    @Override
    ExitStatus run() throws InterruptedException {
        options.checked();
        VolumeInfo found = find();
        session().ledger().rehearse(driver -> driver.deleteVolume(found.pool(), found.name()));
        try (StorageDriver driver = options.hold(session())) {
            return new LongCall(session(), options)
                    .run(
                            driver,
                            () -> driver.deleteVolume(found.pool(), found.name()),
                            "Vol " + found.name() + " deleted",
                            "the volume may still be there");
        }
    }

    private VolumeInfo find() {
        try (StorageDriver driver = session().ledger().inspect()) {
            return volume.find(driver);
        }
    }
}
