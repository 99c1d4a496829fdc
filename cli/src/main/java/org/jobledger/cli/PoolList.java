package org.jobledger.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jobledger.cli.text.ByteSize;
import org.jobledger.cli.text.Table;
import org.jobledger.storage.PoolInfo;
import org.jobledger.storage.PoolState;
import org.jobledger.storage.PoolType;
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

    @Option(names = "--transient", description = "Only those that are forgotten when they are stopped.")
    private boolean onlyTransient;

    @Option(names = "--persistent", description = "Only those that stay defined.")
    private boolean persistent;

    @Option(names = "--autostart", description = "Only those that are started by 'serve'.")
    private boolean autostart;

    @Option(names = "--no-autostart", description = "Only those that are not.")
    private boolean noAutostart;

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            split = ",",
            completionCandidates = KnownWords.PoolTypes.class,
            description = "Only those of these types.")
    private List<String> types = new ArrayList<>();

    @Option(names = "--uuid", description = "Print only uuids.")
    private boolean uuidOnly;

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
            Set<PoolType> wanted = types.stream().map(PoolType::of).collect(Collectors.toSet());
            List<PoolInfo> pools = driver.pools().stream()
                    .filter(pool -> wanted.isEmpty() || wanted.contains(pool.type()))
                    .filter(this::isOfKind)
                    .toList();
            List<PoolInfo> shown = pools.stream().filter(this::isAskedFor).toList();
            show(shown);
            if (shown.isEmpty() && !pools.isEmpty() && !session().json() && !nameOnly && !uuidOnly) {
                output().notice(hint(pools.size()));
            }
        }
        return ExitStatus.OK;
    }

    private boolean isOfKind(PoolInfo pool) {
        return (onlyTransient == persistent || pool.persistent() == persistent)
                && (autostart == noAutostart || pool.autostart() == autostart);
    }

    private boolean isAskedFor(PoolInfo pool) {
        return all || pool.active() != inactive;
    }

    private String hint(int others) {
        String state = inactive ? "started" : "not started";
        return (others == 1 ? "1 pool is " : others + " pools are ") + state + "; --all lists every pool";
    }

    private void show(List<PoolInfo> pools) {
        if ((nameOnly || uuidOnly) && !session().json()) {
            pools.forEach(
                    pool -> output().line(Stream.of(uuidOnly ? pool.uuid().toString() : "", nameOnly ? pool.name() : "")
                            .filter(text -> !text.isEmpty())
                            .collect(Collectors.joining(" "))));
        } else {
            output().table(table(pools), pools.stream().map(Shapes::pool).toList());
        }
    }

    private Table table(List<PoolInfo> pools) {
        if (!details) {
            Table table = Table.of("Name", "State", "Autostart", "Type", "Target");
            pools.forEach(pool -> table.row(
                    pool.name(),
                    briefly(pool),
                    yes(pool.autostart()),
                    pool.type().word(),
                    pool.target()));
            return table;
        }
        Table table = Table.of(
                "Name", "State", "Autostart", "Persistent", "Type", ">Capacity", ">Allocation", ">Available", "Target");
        pools.forEach(pool -> table.row(
                pool.name(),
                state(pool),
                yes(pool.autostart()),
                yes(pool.persistent()),
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

    private static String yes(boolean so) {
        return so ? "yes" : "no";
    }

    /** As in virsh, where the short list says active and the long one running. */
    private static String briefly(PoolInfo pool) {
        return pool.state() == PoolState.RUNNING ? "active" : state(pool);
    }

    private static String state(PoolInfo pool) {
        return pool.state().name().toLowerCase(Locale.ROOT);
    }
}
