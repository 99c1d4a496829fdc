package org.jobledger.cli;

import org.jobledger.storage.PoolInfo;
import org.jobledger.storage.StorageDriver;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code pool-define-as}. */
@Command(
        name = "pool-define-as",
        description = "Define a pool; makes the ledger with its first pool.",
        footer = {
            "",
            "Example: jobledger pool-define-as images dir --target /srv/images",
            "Example: jobledger pool-define-as parts disk --source-dev /dev/sdb --source-format gpt --target /dev"
        })
final class PoolDefineAs extends Verb {

    @Mixin
    private PoolArguments arguments = new PoolArguments();

    PoolDefineAs(Session session) {
        super(session);
    }

    @Override
    ExitStatus run() {
        String xml = arguments.xml();
        if (arguments.printXml()) {
            output().xml(xml);
            return ExitStatus.OK;
        }
        LedgerAccess ledger = session().ledger();
        if (ledger.exists()) {
            ledger.rehearse(driver -> driver.definePool(xml));
        }
        try (StorageDriver driver = ledger.holdOrCreate()) {
            PoolInfo pool = driver.definePool(xml);
            output().sentence("Pool " + pool.name() + " defined", Shapes.pool(pool));
        }
        return ExitStatus.OK;
    }
}
