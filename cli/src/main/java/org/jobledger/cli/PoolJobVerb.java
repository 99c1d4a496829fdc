package org.jobledger.cli;

import org.jobledger.engine.Job;
import org.jobledger.storage.StorageDriver;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** A verb that has a job for one pool that there is. */
abstract class PoolJobVerb extends Verb {

    @Parameters(paramLabel = "POOL", description = "The pool's name.")
    private String pool = "";

    @Mixin
    private LongOptions options = new LongOptions();

    PoolJobVerb(Session session) {
        super(session);
    }

    /** Begins the job. */
    abstract Job begin(StorageDriver driver, String name);

    /** What is said when it has completed. */
    abstract String done(String name);

    /** What is said when it has not. */
    abstract String cut();

    @Override
    final ExitStatus run() throws InterruptedException {
        options.checked();
        session()
                .ledger()
                .rehearse(
                        driver ->
                                options.lookAt(driver, Lookup.pool(driver, pool).name()),
                        driver -> begin(driver, Lookup.pool(driver, pool).name()));
        try (StorageDriver driver = options.holdOrGoOn(session())) {
            String name = Lookup.pool(driver, pool).name();
            return new LongCall(session(), options).ofPool(driver, on -> begin(on, name), found -> done(pool), cut());
        }
    }
}
