package org.jobledger.cli;

import java.util.Set;
import org.jobledger.engine.Job;
import org.jobledger.storage.BuildOption;
import org.jobledger.storage.StorageDriver;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code pool-build}. */
@Command(
        name = "pool-build",
        description = "Make what a pool needs: its directory, and where it is asked for a file system on its device.",
        footer = {
            "",
            "Ctrl-C stops it and kills the program that does it: the contents of its device are undefined then.",
            "Example: jobledger pool-build images"
        })
final class PoolBuild extends PoolJobVerb {

    @Option(names = "--overwrite", description = "Make a file system over whatever is there.")
    private boolean overwrite;

    @Option(names = "--no-overwrite", description = "Make a file system where there is no data.")
    private boolean noOverwrite;

    PoolBuild(Session session) {
        super(session);
    }

    @Override
    Job begin(StorageDriver driver, String name) {
        return driver.beginBuildPool(name, options());
    }

    @Override
    String done(String name) {
        return "Pool " + name + " built";
    }

    @Override
    String cut() {
        return "the pool stays defined";
    }

    private Set<BuildOption> options() {
        if (overwrite && noOverwrite) {
            throw new CommandException("usage", "--overwrite and --no-overwrite exclude each other");
        } else if (overwrite) {
            return Set.of(BuildOption.OVERWRITE);
        }
        return noOverwrite ? Set.of(BuildOption.NO_OVERWRITE) : Set.of();
    }
}
