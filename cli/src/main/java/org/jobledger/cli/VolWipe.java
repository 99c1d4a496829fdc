package org.jobledger.cli;

import org.jobledger.storage.StorageDriver;
import org.jobledger.storage.VolumeInfo;
import org.jobledger.storage.WipeAlgorithm;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code vol-wipe}. */
@Command(
        name = "vol-wipe",
        description =
                "Overwrite a volume; a crash in the middle costs no more than the work since the last checkpoint.",
        footer = {
            "",
            "Ctrl-C stops it: the contents are undefined then. After a crash the same command goes on with it.",
            "Example: jobledger vol-wipe disk1 --pool images --algorithm random"
        })
final class VolWipe extends Verb {

    @Mixin
    private VolumeArguments volume = new VolumeArguments();

    @Option(
            names = "--algorithm",
            paramLabel = "ALG",
            completionCandidates = KnownWords.Wipes.class,
            description = "zero (usual), nnsa, dod, bsi, gutmann, schneier, pfitzner7, pfitzner33, random or trim.",
            defaultValue = "zero")
    private String algorithm = "zero";

    @Mixin
    private LongOptions options = new LongOptions();

    VolWipe(Session session) {
        super(session);
    }

    @Override
    ExitStatus run() throws InterruptedException {
        options.checked();
        WipeAlgorithm wanted = WipeAlgorithm.of(algorithm);
        VolumeInfo found = find();
        session().ledger().rehearse(driver -> driver.wipeVolume(found.pool(), found.name(), wanted));
        try (StorageDriver driver = options.recover(session())) {
            return new LongCall(session(), options)
                    .run(
                            driver,
                            on -> on.wipeVolume(found.pool(), found.name(), wanted),
                            stats -> "Vol " + found.name() + " wiped",
                            () -> LongCall.afterwards(driver, found, "wipe it again or delete it"));
        }
    }

    private VolumeInfo find() {
        try (StorageDriver driver = session().ledger().inspect()) {
            return volume.find(driver);
        }
    }
}
