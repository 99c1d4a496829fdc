package org.jobledger.cli;

import org.jobledger.storage.PoolInfo;
import org.jobledger.storage.StorageDriver;
import picocli.CommandLine.Parameters;

/** A verb that changes one pool that there is, and is done with it when it returns. */
abstract class PoolChange extends Verb {

    @Parameters(paramLabel = "POOL", description = "The pool's name.")
    private String pool = "";

    PoolChange(Session session) {
        super(session);
    }

    /**
     * Makes the change.
     *
     * @return the pool, as it is told to programs
     */
    abstract PoolInfo change(StorageDriver driver, String name);

    /** What is said when it is made. */
    abstract String done(String name);

    /** The ledger, opened as the change needs it. */
    StorageDriver open() {
        return session().ledger().hold();
    }

    @Override
    final ExitStatus run() {
        session()
                .ledger()
                .rehearse(
                        driver -> Lookup.pool(driver, pool),
                        driver -> change(driver, Lookup.pool(driver, pool).name()));
        try (StorageDriver driver = open()) {
            PoolInfo changed = change(driver, Lookup.pool(driver, pool).name());
            output().sentence(done(pool), Shapes.pool(changed));
        }
        return ExitStatus.OK;
    }
}
