package org.jobledger.cli;

import java.util.List;
import java.util.Locale;
import org.jobledger.cli.text.ByteSize;
import org.jobledger.cli.text.Table;
import org.jobledger.storage.PoolInfo;
import org.jobledger.storage.StorageDriver;
import org.jobledger.storage.VolumeInfo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vol-list}. */
@Command(
        name = "vol-list",
        description = "List the volumes of a pool.",
        footer = {"", "Example: jobledger vol-list images --details"})
final class VolList extends Verb {

    @Parameters(paramLabel = "POOL", description = "The pool's name or uuid.")
    private String pool = "";

    @Option(names = "--name", description = "Print names only, one a line.")
    private boolean namesOnly;

    @Option(names = "--details", description = "Show format and sizes.")
    private boolean details;

    VolList(Session session) {
        super(session);
    }

    @Override
    ExitStatus run() {
        try (StorageDriver driver = session().ledger().inspect()) {
            PoolInfo found = Lookup.pool(driver, pool);
            List<VolumeInfo> volumes = driver.volumes(found.name());
            if (namesOnly && !session().json()) {
                volumes.forEach(volume -> output().line(volume.name()));
                return ExitStatus.OK;
            }
            output().table(
                            table(volumes, found.type().volumes().word()),
                            volumes.stream().map(Shapes::volume).toList());
        }
        return ExitStatus.OK;
    }

    private Table table(List<VolumeInfo> volumes, String type) {
        if (!details) {
            Table table = Table.of("Name", "State", "Path");
            volumes.forEach(volume -> table.row(volume.name(), state(volume), volume.path()));
            return table;
        }
        Table table = Table.of("Name", "State", "Type", "Format", ">Capacity", ">Allocation", "Path");
        volumes.forEach(volume -> table.row(
                volume.name(),
                state(volume),
                type,
                volume.format(),
                ByteSize.show(volume.capacity()),
                ByteSize.show(volume.allocation()),
                volume.path()));
        return table;
    }

    private static String state(VolumeInfo volume) {
        return volume.state().name().toLowerCase(Locale.ROOT);
    }
}
