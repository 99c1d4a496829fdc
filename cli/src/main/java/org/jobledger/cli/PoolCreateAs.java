package org.jobledger.cli;

import java.util.Set;
import org.jobledger.storage.PoolInfo;
import org.jobledger.storage.PoolOption;
import org.jobledger.storage.StorageDriver;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code pool-create-as}. */
@Command(
        name = "pool-create-as",
        description = "Start a pool that is forgotten when it is stopped.",
        footer = {"", "Example: jobledger pool-create-as scratch dir --target /srv/scratch --build"})
final class PoolCreateAs extends Verb {

    @Mixin
    private PoolArguments arguments = new PoolArguments();

    @Mixin
    private BuildFlags flags = new BuildFlags();

    PoolCreateAs(Session session) {
        super(session);
    }

    @Override
    ExitStatus run() {
        String xml = arguments.xml();
        Set<PoolOption> options = flags.options();
        if (arguments.printXml()) {
            output().xml(xml);
            return ExitStatus.OK;
        }
        LedgerAccess ledger = session().ledger();
        if (ledger.exists()) {
            ledger.rehearse(driver -> driver.createPool(xml, options));
        }
        try (StorageDriver driver = ledger.holdOrCreate()) {
            PoolInfo pool = driver.createPool(xml, options);
            output().sentence("Pool " + pool.name() + " created", Shapes.pool(pool));
        }
        return ExitStatus.OK;
    }
}
