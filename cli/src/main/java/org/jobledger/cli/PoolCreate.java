package org.jobledger.cli;

import java.nio.file.Path;
import java.util.Set;
import org.jobledger.storage.PoolOption;
import org.jobledger.storage.StorageDriver;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code pool-create}. */
@Command(
        name = "pool-create",
        description = "Start a pool from libvirt's XML that is forgotten when it is stopped.",
        footer = {"", "Example: jobledger pool-create images.xml --build"})
final class PoolCreate extends Verb {

    @Parameters(paramLabel = "FILE", description = "The XML; - is standard input.")
    private Path file = Path.of("");

    @Mixin
    private BuildFlags flags = new BuildFlags();

    @Mixin
    private LongOptions options = new LongOptions();

    @Mixin
    private ValidateOption validate = new ValidateOption();

    PoolCreate(Session session) {
        super(session);
    }

    @Override
    ExitStatus run() throws InterruptedException {
        options.checked();
        String xml = new InputFile(session(), file).text();
        Set<PoolOption> build = flags.options();
        LedgerAccess ledger = session().ledger();
        if (ledger.exists()) {
            ledger.rehearse(driver -> validate.on(driver, xml).beginCreatePool(xml, build));
        }
        try (StorageDriver driver = options.holdOrCreate(session())) {
            return new LongCall(session(), options)
                    .ofPool(
                            driver,
                            on -> validate.on(on, xml).beginCreatePool(xml, build),
                            name -> "Pool " + name + " created from " + file,
                            "the pool is not started");
        }
    }
}
