package org.jobledger.cli;

import org.jobledger.storage.CloneRequest;
import org.jobledger.storage.StorageDriver;
import org.jobledger.storage.VolumeInfo;
import org.jobledger.storage.VolumeMode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vol-create-from}. */
@Command(
        name = "vol-create-from",
        description = "Make a volume as a copy of one in any pool, with a size of its own.",
        footer = {
            "",
            "Ctrl-C stops it and removes the copy.",
            "Example: jobledger vol-create-from images disk2 golden --inputpool templates --capacity 20G"
        })
final class VolCreateFrom extends Verb {

    @Parameters(index = "0", paramLabel = "POOL", description = "The pool of the copy.")
    private String pool = "";

    @Parameters(index = "1", paramLabel = "NAME", description = "The name of the copy.")
    private String name = "";

    @Parameters(index = "2", paramLabel = "VOL", description = "The name of the volume that is copied.")
    private String source = "";

    @Option(names = "--inputpool", paramLabel = "POOL", description = "The pool of that volume; else that of the copy.")
    private @Nullable String inputPool;

    @Option(names = "--capacity", paramLabel = "SIZE", description = "The size of the copy; else that of the source.")
    private @Nullable Bytes capacity;

    @Option(
            names = "--allocation",
            paramLabel = "SIZE",
            description = "How much of it gets its place at once; else none.")
    private @Nullable Bytes allocation;

    @Option(names = "--mode", paramLabel = "OCTAL", description = "Who may read and write it.", defaultValue = "0600")
    private String mode = "0600";

    @Option(names = "--reflink", description = "Share blocks with the source, and fail where that cannot be.")
    private boolean reflink;

    @Option(names = "--no-reflink", description = "Never share blocks.")
    private boolean noReflink;

    @Mixin
    private LongOptions options = new LongOptions();

    VolCreateFrom(Session session) {
        super(session);
    }

    @Override
    ExitStatus run() throws InterruptedException {
        options.checked();
        CloneRequest request = request();
        session().ledger().rehearse(driver -> look(driver, request), driver -> driver.cloneVolume(request));
        try (StorageDriver driver = options.recover(session())) {
            return new LongCall(session(), options)
                    .run(
                            driver,
                            () -> driver.cloneVolume(request),
                            "Vol " + name + " created from input vol " + source,
                            "there is no such volume now");
        }
    }

    private void look(StorageDriver driver, CloneRequest request) {
        Lookup.pool(driver, pool);
        VolumeInfo unused = Lookup.volume(driver, request.sourcePool().text(), source);
    }

    private CloneRequest request() {
        return CloneRequest.of(inputPool == null ? pool : inputPool, source, pool, name)
                .sized(capacity == null ? 0 : capacity.count(), allocation == null ? 0 : allocation.count())
                .reflink(VolClone.reflink(reflink, noReflink))
                .withMode(VolumeMode.of(mode));
    }
}
