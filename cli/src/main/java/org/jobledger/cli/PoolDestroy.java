package org.jobledger.cli;

import org.jobledger.storage.PoolInfo;
import org.jobledger.storage.StorageDriver;
import picocli.CommandLine.Command;

/** {@code pool-destroy}. */
@Command(
        name = "pool-destroy",
        description = "Stop a pool; its volumes are left as they are. A transient pool is forgotten.",
        footer = {"", "Example: jobledger pool-destroy images"})
final class PoolDestroy extends PoolChange {

    PoolDestroy(Session session) {
        super(session);
    }

    @Override
    PoolInfo change(StorageDriver driver, String name) {
        return driver.stopPool(name);
    }

    @Override
    String done(String name) {
        return "Pool " + name + " destroyed";
    }
}
