package org.jobledger.cli;

import java.nio.file.Path;
import org.jobledger.storage.PoolInfo;
import org.jobledger.storage.StorageDriver;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code pool-define}. */
@Command(
        name = "pool-define",
        description = "Define a pool from libvirt's XML, or define it anew; makes the ledger with its first pool.",
        footer = {"", "Example: jobledger pool-define images.xml"})
final class PoolDefine extends Verb {

    @Parameters(paramLabel = "FILE", description = "The XML; - is standard input.")
    private Path file = Path.of("");

    @Mixin
    private ValidateOption validate = new ValidateOption();

    PoolDefine(Session session) {
        super(session);
    }

    @Override
    ExitStatus run() {
        String xml = new InputFile(session(), file).text();
        LedgerAccess ledger = session().ledger();
        if (ledger.exists()) {
            ledger.rehearse(driver -> validate.on(driver, xml).definePool(xml));
        }
        try (StorageDriver driver = ledger.holdOrCreate()) {
            PoolInfo pool = validate.on(driver, xml).definePool(xml);
            output().sentence("Pool " + pool.name() + " defined from " + file, Shapes.pool(pool));
        }
        return ExitStatus.OK;
    }
}
