package org.jobledger.cli;

import org.jobledger.storage.StorageDriver;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code pool-refresh}. */
@Command(
        name = "pool-refresh",
        description = "Compare what is known of a pool with what is there; jobs on its volumes go on meanwhile.",
        footer = {"", "Example: jobledger pool-refresh images"})
final class PoolRefresh extends Verb {

    @Parameters(paramLabel = "POOL", description = "The pool's name.")
    private String pool = "";

    @Mixin
    private LongOptions options = new LongOptions();

    PoolRefresh(Session session) {
        super(session);
    }

    @Override
    ExitStatus run() throws InterruptedException {
        options.checked();
        session()
                .ledger()
                .rehearse(
                        driver ->
                                options.lookAt(driver, Lookup.pool(driver, pool).name()),
                        driver -> driver.refreshPool(Lookup.pool(driver, pool).name()));
        try (StorageDriver driver = options.holdOrGoOn(session())) {
            String name = Lookup.pool(driver, pool).name();
            return new LongCall(session(), options)
                    .run(
                            driver,
                            on -> on.refreshPool(name),
                            "Pool " + pool + " refreshed",
                            "what was seen until then is known");
        }
    }
}
