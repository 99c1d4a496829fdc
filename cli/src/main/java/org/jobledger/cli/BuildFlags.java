package org.jobledger.cli;

import java.util.EnumSet;
import java.util.Set;
import org.jobledger.storage.PoolOption;
import picocli.CommandLine.Option;

/** Whether a pool is built before it is started, as virsh has it. */
final class BuildFlags {

    @Option(names = "--build", description = "Make what it needs first where it is missing.")
    private boolean build;

    @Option(names = "--overwrite", description = "The same, over whatever is on its device.")
    private boolean overwrite;

    @Option(names = "--no-overwrite", description = "The same, where there is no data on its device.")
    private boolean noOverwrite;

    /**
     * What is asked for.
     *
     * @throws CommandException if it cannot be meant
     */
    Set<PoolOption> options() {
        if (overwrite && noOverwrite) {
            throw new CommandException("usage", "--overwrite and --no-overwrite exclude each other");
        }
        Set<PoolOption> options = EnumSet.noneOf(PoolOption.class);
        if (build) {
            options.add(PoolOption.BUILD);
        }
        if (overwrite) {
            options.add(PoolOption.BUILD_OVERWRITE);
        }
        if (noOverwrite) {
            options.add(PoolOption.BUILD_NO_OVERWRITE);
        }
        return options;
    }
}
