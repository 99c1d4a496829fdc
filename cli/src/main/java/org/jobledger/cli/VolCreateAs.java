package org.jobledger.cli;

import org.jobledger.storage.StorageDriver;
import org.jobledger.storage.UnsupportedStorageException;
import org.jobledger.storage.VolumeMode;
import org.jobledger.storage.VolumeRequest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vol-create-as}. */
@Command(
        name = "vol-create-as",
        description = "Make a raw volume and give it its place on the disk.",
        footer = {
            "",
            "Sizes: K, M, G, T are powers of 1024; KB, MB, GB, TB powers of 1000; without a unit, bytes.",
            "Ctrl-C stops it and removes the volume.",
            "Example: jobledger vol-create-as images disk1 10G"
        })
final class VolCreateAs extends Verb {

    @Parameters(index = "0", paramLabel = "POOL", description = "The pool's name.")
    private String pool = "";

    @Parameters(index = "1", paramLabel = "NAME", description = "The name of the new volume.")
    private String name = "";

    @Parameters(index = "2", paramLabel = "CAPACITY", description = "Its size, such as 10G.")
    private @Nullable Bytes capacity;

    @Option(names = "--allocation", paramLabel = "SIZE", description = "How much of it gets its place now; else all.")
    private @Nullable Bytes allocation;

    @Option(names = "--format", paramLabel = "raw", description = "How it is laid out.", defaultValue = "raw")
    private String format = "raw";

    @Option(names = "--mode", paramLabel = "OCTAL", description = "Who may read and write it.", defaultValue = "0600")
    private String mode = "0600";

    @Mixin
    private LongOptions options = new LongOptions();

    VolCreateAs(Session session) {
        super(session);
    }

    @Override
    ExitStatus run() throws InterruptedException {
        options.checked();
        VolumeRequest request = request();
        session().ledger().rehearse(driver -> Lookup.pool(driver, pool), driver -> driver.createVolume(request));
        try (StorageDriver driver = options.recover(session())) {
            return new LongCall(session(), options)
                    .run(
                            driver,
                            () -> driver.createVolume(request),
                            "Vol " + name + " created",
                            "there is no such volume now");
        }
    }

    private VolumeRequest request() {
        if (!format.equals("raw")) {
            throw new UnsupportedStorageException("volume format '" + format + "' is not built; there is: raw");
        }
        VolumeRequest whole = VolumeRequest.raw(pool, name, capacity == null ? 0 : capacity.count())
                .withMode(VolumeMode.of(mode));
        return allocation == null ? whole : whole.allocating(allocation.count());
    }
}
