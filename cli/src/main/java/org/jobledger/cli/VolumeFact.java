package org.jobledger.cli;

import org.jobledger.cli.text.Json;
import org.jobledger.storage.StorageDriver;
import org.jobledger.storage.VolumeInfo;
import picocli.CommandLine.Mixin;

/** A verb that prints one thing about one volume. */
abstract class VolumeFact extends Verb {
    private final String field;

    @Mixin
    private VolumeArguments volume = new VolumeArguments();

    /**
     * One such verb.
     *
     * @param field the name of what it prints, in JSON
     */
    VolumeFact(Session session, String field) {
        super(session);
        this.field = field;
    }

    /** What is printed. */
    abstract Object of(VolumeInfo info, StorageDriver driver);

    @Override
    final ExitStatus run() {
        try (StorageDriver driver = session().ledger().inspect()) {
            Object fact = of(volume.find(driver), driver);
            output().sentence(fact.toString(), Json.object(field, fact));
        }
        return ExitStatus.OK;
    }
}
