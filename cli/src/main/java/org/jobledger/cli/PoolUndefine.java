package org.jobledger.cli;

import org.jobledger.storage.PoolInfo;
import org.jobledger.storage.StorageDriver;
import picocli.CommandLine.Command;

/** {@code pool-undefine}. */
@Command(
        name = "pool-undefine",
        description = "Forget a pool that is not started; its directory is left as it is.",
        footer = {"", "Example: jobledger pool-undefine images"})
final class PoolUndefine extends PoolChange {

    PoolUndefine(Session session) {
        super(session);
    }

    @Override
    PoolInfo change(StorageDriver driver, String name) {
        PoolInfo last = driver.pool(name);
        driver.undefinePool(name);
        return last;
    }

    @Override
    String done(String name) {
        return "Pool " + name + " has been undefined";
    }
}
