package org.jobledger.cli;

import org.jobledger.storage.PoolInfo;
import org.jobledger.storage.StorageDriver;
import picocli.CommandLine.Command;

/** {@code pool-delete}. */
@Command(
        name = "pool-delete",
        description = "Remove the empty directory of a pool that is not started; it stays defined.",
        footer = {"", "Example: jobledger pool-delete images"})
final class PoolDelete extends PoolChange {

    PoolDelete(Session session) {
        super(session);
    }

    @Override
    PoolInfo change(StorageDriver driver, String name) {
        driver.deletePool(name);
        return driver.pool(name);
    }

    @Override
    String done(String name) {
        return "Pool " + name + " deleted";
    }
}
