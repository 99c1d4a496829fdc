package org.jobledger.cli;

import java.util.Locale;
import org.jobledger.cli.text.ByteSize;
import org.jobledger.cli.text.Fields;
import org.jobledger.storage.StorageDriver;
import org.jobledger.storage.VolumeFormat;
import org.jobledger.storage.VolumeInfo;
import org.jobledger.storage.VolumeKind;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code vol-info}. */
@Command(
        name = "vol-info",
        description = "Show one volume; never waits for a job that holds it.",
        footer = {"", "Example: jobledger vol-info disk1 --pool images"})
final class VolInfo extends Verb {

    @Mixin
    private VolumeArguments volume = new VolumeArguments();

    @Option(names = "--bytes", description = "Show sizes in bytes.")
    private boolean bytes;

    @Option(names = "--physical", description = "Show the size of its file instead of what it takes on the disk.")
    private boolean physical;

    VolInfo(Session session) {
        super(session);
    }

    @Override
    ExitStatus run() {
        try (StorageDriver driver = session().ledger().inspect()) {
            VolumeInfo info = volume.find(driver);
            VolumeKind kind = driver.pool(info.pool()).type().volumes();
            output().fields(fields(info, kind), Shapes.volume(info));
        }
        return ExitStatus.OK;
    }

    private Fields fields(VolumeInfo info, VolumeKind kind) {
        return new Fields()
                .add("Name", info.name())
                .add("Type", kind.word())
                .add("Format", info.format())
                .add("Capacity", size(info.capacity()))
                .add(physical ? "Physical" : "Allocation", size(physical ? info.physical() : info.allocation()))
                .addIf(info.layout().encryption() != null, "Encryption", "luks")
                .addIf(info.layout().backing() != null, "Backing", backing(info))
                .add("State", info.state().name().toLowerCase(Locale.ROOT))
                .addIf(!info.note().isEmpty(), "Note", info.note())
                .addIf(info.jobId() != 0, "Job", info.jobId())
                .addIf(!info.recorded(), "Recorded", "no: somebody else put this file here")
                .add("Path", info.path());
    }

    private static String backing(VolumeInfo info) {
        VolumeFormat.Backing backing = info.layout().backing();
        return backing == null ? "" : backing.path() + " (" + backing.format() + ")";
    }

    private Object size(long count) {
        return bytes ? count + " bytes" : ByteSize.show(count);
    }
}
