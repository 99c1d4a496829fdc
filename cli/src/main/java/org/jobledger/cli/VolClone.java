package org.jobledger.cli;

import java.util.regex.Matcher;
import org.jobledger.storage.CloneRequest;
import org.jobledger.storage.Reflink;
import org.jobledger.storage.StorageDriver;
import org.jobledger.storage.VolumeInfo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vol-clone}. */
@Command(
        name = "vol-clone",
        description = "Make a volume as a copy of another one in the same pool; holes stay holes.",
        footer = {
            "",
            "Blocks are shared where the file system can. Ctrl-C stops it and removes the copy.",
            "Example: jobledger vol-clone disk1 disk2 --pool images"
        })
final class VolClone extends Verb {

    @Mixin
    private VolumeArguments volume = new VolumeArguments();

    @Parameters(index = "1", paramLabel = "NEWNAME", description = "The name of the copy.")
    private String newName = "";

    @Option(names = "--reflink", description = "Share blocks with the source, and fail where that cannot be.")
    private boolean reflink;

    @Option(names = "--no-reflink", description = "Never share blocks.")
    private boolean noReflink;

    @Option(names = "--prealloc-metadata", description = "Give the metadata of an image its place now.")
    private boolean preallocated;

    @Option(names = "--print-xml", description = "Print the XML of the copy and do nothing.")
    private boolean printXml;

    @Mixin
    private SecretOption secret = new SecretOption();

    @Mixin
    private LongOptions options = new LongOptions();

    VolClone(Session session) {
        super(session);
    }

    @Override
    ExitStatus run() throws InterruptedException {
        options.checked();
        if (printXml) {
            output().xml(xml());
            return ExitStatus.OK;
        }
        VolumeInfo found = find();
        CloneRequest request = CloneRequest.of(found.pool(), found.name(), newName)
                .reflink(reflink(reflink, noReflink))
                .as(preallocated ? found.layout().preallocated(true) : null);
        session().ledger().rehearse(driver -> secret.on(driver, session()).cloneVolume(request));
        try (StorageDriver driver = options.recover(session())) {
            return new LongCall(session(), options)
                    .run(
                            driver,
                            on -> secret.on(on, session()).cloneVolume(request),
                            "Vol " + newName + " cloned from " + found.name(),
                            "there is no such copy now");
        }
    }

    /** As virsh has it, that of the source with another name. */
    private String xml() {
        try (StorageDriver driver = session().ledger().inspect()) {
            VolumeInfo found = volume.find(driver);
            String xml = driver.volumeXml(found.pool(), found.name());
            String renamed = new ElementText("name").text(newName).toString();
            return xml.replaceFirst("<name>[^<]*</name>", Matcher.quoteReplacement(renamed));
        }
    }

    static Reflink reflink(boolean always, boolean never) {
        if (always && never) {
            throw new CommandException("usage", "--reflink and --no-reflink exclude each other");
        } else if (always) {
            return Reflink.ALWAYS;
        }
        return never ? Reflink.NEVER : Reflink.AUTO;
    }

    private VolumeInfo find() {
        try (StorageDriver driver = session().ledger().inspect()) {
            return volume.find(driver);
        }
    }
}
