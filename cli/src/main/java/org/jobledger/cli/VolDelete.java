package org.jobledger.cli;

import java.util.EnumSet;
import java.util.Set;
import org.jobledger.storage.DeleteOption;
import org.jobledger.storage.StorageDriver;
import org.jobledger.storage.VolumeInfo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code vol-delete}. */
@Command(
        name = "vol-delete",
        description = "Remove a volume. Its contents stay on the disk unless it is zeroed; see also vol-wipe.",
        footer = {"", "Example: jobledger vol-delete disk1 --pool images"})
final class VolDelete extends Verb {

    @Mixin
    private VolumeArguments volume = new VolumeArguments();

    @Option(names = "--zeroed", description = "Overwrite it with zeros first.")
    private boolean zeroed;

    @Option(
            names = "--delete-snapshots",
            description = "Its snapshots too, whoever made them (rbd); those that were made for copies go in any case.")
    private boolean snapshots;

    @Mixin
    private LongOptions options = new LongOptions();

    VolDelete(Session session) {
        super(session);
    }

    @Override
    ExitStatus run() throws InterruptedException {
        options.checked();
        VolumeInfo found = find();
        Set<DeleteOption> how = EnumSet.noneOf(DeleteOption.class);
        if (zeroed) {
            how.add(DeleteOption.ZEROED);
        }
        if (snapshots) {
            how.add(DeleteOption.SNAPSHOTS);
        }
        session()
                .ledger()
                .rehearse(
                        driver -> options.lookAt(driver, found.pool() + "/" + found.name()),
                        driver -> driver.deleteVolume(found.pool(), found.name(), how));
        try (StorageDriver driver = options.holdOrGoOn(session())) {
            return new LongCall(session(), options)
                    .run(
                            driver,
                            on -> on.deleteVolume(found.pool(), found.name(), how),
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
