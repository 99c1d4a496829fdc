package org.jobledger.cli;

import org.jobledger.storage.PoolInfo;
import org.jobledger.storage.StorageDriver;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pool-start}. */
@Command(
        name = "pool-start",
        description = "Start a pool; it stays started over restarts.",
        footer = {"", "Example: jobledger pool-start images --build"})
final class PoolStart extends Verb {

    @Parameters(paramLabel = "POOL", description = "The pool's name.")
    private String pool = "";

    @Option(names = "--build", description = "Make its directory first where it is missing.")
    private boolean build;

    PoolStart(Session session) {
        super(session);
    }

    @Override
    ExitStatus run() {
        session().ledger().rehearse(driver -> Lookup.pool(driver, pool), this::tryToStart);
        try (StorageDriver driver = session().ledger().hold()) {
            if (build) {
                driver.buildPool(pool);
            }
            PoolInfo started = driver.startPool(pool);
            output().sentence("Pool " + pool + " started", Shapes.pool(started));
        }
        return ExitStatus.OK;
    }

    private void tryToStart(StorageDriver driver) {
        if (!build) {
            driver.startPool(pool);
        }
    }
}
