package org.jobledger.cli;

import org.jobledger.engine.Job;
import org.jobledger.storage.StorageDriver;
import picocli.CommandLine.Command;

/** {@code pool-delete}. */
@Command(
        name = "pool-delete",
        description =
                "Remove what pool-build made for a pool that is not started: its empty directory, volume group, or"
                        + " partition table. It stays defined.",
        footer = {"", "Example: jobledger pool-delete images"})
final class PoolDelete extends PoolJobVerb {

    PoolDelete(Session session) {
        super(session);
    }

    @Override
    Job begin(StorageDriver driver, String name) {
        return driver.beginDeletePool(name);
    }

    @Override
    String done(String name) {
        return "Pool " + name + " deleted";
    }

    @Override
    String cut() {
        return "the pool stays defined";
    }
}
