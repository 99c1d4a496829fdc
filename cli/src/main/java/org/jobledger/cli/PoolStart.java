package org.jobledger.cli;

import java.util.Set;
import org.jobledger.storage.PoolInfo;
import org.jobledger.storage.PoolOption;
import org.jobledger.storage.StorageDriver;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code pool-start}. */
@Command(
        name = "pool-start",
        description = "Start a pool; it stays started over restarts.",
        footer = {"", "Example: jobledger pool-start images --build"})
final class PoolStart extends Verb {

    @Parameters(paramLabel = "POOL", description = "The pool's name.")
    private String pool = "";

    @Mixin
    private BuildFlags flags = new BuildFlags();

    PoolStart(Session session) {
        super(session);
    }

    @Override
    ExitStatus run() {
        Set<PoolOption> options = flags.options();
        session()
                .ledger()
                .rehearse(
                        driver -> Lookup.pool(driver, pool),
                        driver -> driver.startPool(Lookup.pool(driver, pool).name(), options));
        try (StorageDriver driver = session().ledger().hold()) {
            PoolInfo started = driver.startPool(Lookup.pool(driver, pool).name(), options);
            output().sentence("Pool " + pool + " started", Shapes.pool(started));
        }
        return ExitStatus.OK;
    }
}
