package org.jobledger.cli;

import java.util.List;
import java.util.Locale;
import org.jobledger.cli.text.ByteSize;
import org.jobledger.cli.text.Table;
import org.jobledger.storage.PoolInfo;
import org.jobledger.storage.StorageDriver;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code pool-list}. */
@Command(
        name = "pool-list",
        description = "List the pools that are started.",
        footer = {"", "Example: jobledger pool-list --all --details"})
final class PoolList extends Verb {

    @Option(names = "--all", description = "Those that are not started, too.")
    private boolean all;

    @Option(names = "--inactive", description = "Only those that are not started.")
    private boolean inactive;

    @Option(names = "--details", description = "Show sizes.")
    private boolean details;

    @Option(names = "--name", description = "Print only names.")
    private boolean nameOnly;

    PoolList(Session session) {
        super(session);
    }

    @Override
    ExitStatus run() {
        try (StorageDriver driver = session().ledger().inspect()) {
            List<PoolInfo> pools = driver.pools();
            List<PoolInfo> shown = pools.stream().filter(this::isAskedFor).toList();
            show(shown);
            if (shown.isEmpty() && !pools.isEmpty() && !session().json() && !nameOnly) {
                output().notice(hint(pools.size()));
            }
        }
        return ExitStatus.OK;
    }

    private boolean isAskedFor(PoolInfo pool) {
        return all || pool.active() != inactive;
    }

    private String hint(int others) {
        String state = inactive ? "started" : "not started";
        return (others == 1 ? "1 pool is " : others + " pools are ") + state + "; --all lists every pool";
    }

    private void show(List<PoolInfo> pools) {
        if (nameOnly && !session().json()) {
            pools.forEach(pool -> output().line(pool.name()));
        } else {
            output().table(table(pools), pools.stream().map(Shapes::pool).toList());
        }
    }

    private Table table(List<PoolInfo> pools) {
        if (!details) {
            Table table = Table.of("Name", "State", "Type", "Target");
            pools.forEach(
                    pool -> table.row(pool.name(), state(pool), pool.type().word(), pool.target()));
            return table;
        }
        Table table = Table.of("Name", "State", "Type", ">Capacity", ">Allocation", ">Available", "Target");
        pools.forEach(pool -> table.row(
                pool.name(),
                state(pool),
                pool.type().word(),
                size(pool, pool.capacity()),
                size(pool, pool.allocation()),
                size(pool, pool.available()),
                pool.target()));
        return table;
    }

    private static String size(PoolInfo pool, long bytes) {
        return pool.capacity() == 0 ? "-" : ByteSize.show(bytes);
    }

    private static String state(PoolInfo pool) {
        return pool.state().name().toLowerCase(Locale.ROOT);
    }
}
