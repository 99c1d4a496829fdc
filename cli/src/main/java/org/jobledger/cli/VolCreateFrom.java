package org.jobledger.cli;

import java.nio.file.Path;
import org.jobledger.engine.Job;
import org.jobledger.engine.JobStats;
import org.jobledger.storage.StorageDriver;
import org.jobledger.storage.VolumeInfo;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vol-create-from}. */
@Command(
        name = "vol-create-from",
        description = "Make a volume from libvirt's XML as a copy of one in any pool, in the format that the XML says.",
        footer = {
            "",
            "Ctrl-C stops it and removes the copy. A copy in another format is made by qemu-img.",
            "Example: jobledger vol-create-from images disk2.xml golden --inputpool templates"
        })
final class VolCreateFrom extends Verb {
    @Parameters(index = "0", paramLabel = "POOL", description = "The pool of the copy.")
    private String pool = "";

    @Parameters(index = "1", paramLabel = "FILE", description = "The XML of the copy; - is standard input.")
    private Path file = Path.of("");

    @Parameters(index = "2", paramLabel = "VOL", description = "The name of the volume that is copied, or its path.")
    private String source = "";

    @Option(names = "--inputpool", paramLabel = "POOL", description = "The pool of that volume; else that of the copy.")
    private @Nullable String inputPool;

    @Option(names = "--prealloc-metadata", description = "Give the metadata of an image its place now.")
    private boolean preallocated;

    @Option(names = "--reflink", description = "Share blocks with the source, and fail where that cannot be.")
    private boolean reflink;

    @Option(names = "--no-reflink", description = "Never share blocks.")
    private boolean noReflink;

    @Mixin
    private ValidateOption validate = new ValidateOption();

    @Mixin
    private SecretOption secret = new SecretOption();

    @Mixin
    private LongOptions options = new LongOptions();

    VolCreateFrom(Session session) {
        super(session);
    }

    @Override
    ExitStatus run() throws InterruptedException {
        options.checked();
        String xml = new InputFile(session(), file).text();
        session().ledger().rehearse(this::look, driver -> copy(driver, xml));
        try (StorageDriver driver = options.recover(session())) {
            return new LongCall(session(), options)
                    .run(driver, on -> copy(on, xml), this::done, "there is no such volume now");
        }
    }

    private void look(StorageDriver driver) {
        Lookup.pool(driver, pool);
        VolumeInfo unused = found(driver);
    }

    private VolumeInfo found(StorageDriver driver) {
        return inputPool == null && source.startsWith("/")
                ? driver.volumeByPath(Path.of(source))
                : Lookup.volume(driver, inputPool == null ? pool : inputPool, source);
    }

    private Job copy(StorageDriver driver, String xml) {
        VolumeInfo from = found(driver);
        return secret.on(validate.on(driver, xml), session())
                .cloneVolume(pool, xml, from.pool(), from.name(), VolClone.reflink(reflink, noReflink), preallocated);
    }

    /** What the copy is called, the XML says. */
    private String done(JobStats stats) {
        String path = stats.result().string("path");
        return "Vol " + path.substring(path.lastIndexOf('/') + 1) + " created from input vol " + source;
    }
}
