package org.jobledger.cli;

import java.util.Set;
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

    @Mixin
    private LongOptions options = new LongOptions();

    PoolCreateAs(Session session) {
        super(session);
    }

    @Override
    ExitStatus run() throws InterruptedException {
        options.checked();
        String xml = arguments.xml();
        Set<PoolOption> build = flags.options();
        if (arguments.printXml()) {
            output().xml(xml);
            return ExitStatus.OK;
        }
        LedgerAccess ledger = session().ledger();
        if (ledger.exists()) {
            ledger.rehearse(driver -> driver.beginCreatePool(xml, build));
        }
        try (StorageDriver driver = options.holdOrCreate(session())) {
            return new LongCall(session(), options)
                    .ofPool(
                            driver,
                            on -> on.beginCreatePool(xml, build),
                            name -> "Pool " + name + " created",
                            "the pool is not started");
        }
    }
}
