package org.jobledger.cli;

import java.nio.file.Path;
import org.jobledger.engine.Job;
import org.jobledger.engine.JobStats;
import org.jobledger.storage.StorageDriver;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vol-create}. */
@Command(
        name = "vol-create",
        description = "Make a volume from libvirt's XML.",
        footer = {"", "Ctrl-C stops it and removes the volume.", "Example: jobledger vol-create images disk1.xml"})
final class VolCreate extends Verb {

    @Parameters(index = "0", paramLabel = "POOL", description = "The pool's name.")
    private String pool = "";

    @Parameters(index = "1", paramLabel = "FILE", description = "The XML; - is standard input.")
    private Path file = Path.of("");

    @Option(names = "--prealloc-metadata", description = "Give the metadata of an image its place now.")
    private boolean preallocated;

    @Mixin
    private ValidateOption validate = new ValidateOption();

    @Mixin
    private SecretOption secret = new SecretOption();

    @Mixin
    private LongOptions options = new LongOptions();

    VolCreate(Session session) {
        super(session);
    }

    @Override
    ExitStatus run() throws InterruptedException {
        options.checked();
        String xml = new InputFile(session(), file).text();
        session().ledger().rehearse(driver -> Lookup.pool(driver, pool), driver -> create(driver, xml));
        try (StorageDriver driver = options.recover(session())) {
            return new LongCall(session(), options)
                    .run(driver, on -> create(on, xml), this::done, "there is no such volume now");
        }
    }

    private Job create(StorageDriver driver, String xml) {
        return secret.on(validate.on(driver, xml), session()).createVolume(pool, xml, preallocated);
    }

    /** What the volume is called, the XML says. */
    private String done(JobStats stats) {
        String path = JobList.on(stats.claims());
        return "Vol " + path.substring(path.indexOf('/') + 1) + " created from " + file;
    }
}
