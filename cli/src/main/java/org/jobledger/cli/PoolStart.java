package org.jobledger.cli;

import org.jobledger.engine.Job;
import org.jobledger.storage.StorageDriver;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code pool-start}. */
@Command(
        name = "pool-start",
        description = "Start a pool; it stays started over restarts.",
        footer = {"", "Ctrl-C stops it: the pool is not started then.", "Example: jobledger pool-start images --build"})
final class PoolStart extends PoolJobVerb {

    @Mixin
    private BuildFlags flags = new BuildFlags();

    PoolStart(Session session) {
        super(session);
    }

    @Override
    Job begin(StorageDriver driver, String name) {
        return driver.beginStartPool(name, flags.options());
    }

    @Override
    String done(String name) {
        return "Pool " + name + " started";
    }

    @Override
    String cut() {
        return "the pool is not started";
    }
}
