package org.jobledger.cli;

import java.util.Locale;
import org.jobledger.cli.text.ByteSize;
import org.jobledger.cli.text.Fields;
import org.jobledger.storage.PoolInfo;
import org.jobledger.storage.StorageDriver;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pool-info}. */
@Command(
        name = "pool-info",
        description = "Show one pool.",
        footer = {"", "Example: jobledger pool-info images"})
final class PoolInfoVerb extends Verb {

    @Parameters(paramLabel = "POOL", description = "The pool's name.")
    private String pool = "";

    @Option(names = "--bytes", description = "Show sizes in bytes.")
    private boolean bytes;

    PoolInfoVerb(Session session) {
        super(session);
    }

    @Override
    ExitStatus run() {
        try (StorageDriver driver = session().ledger().inspect()) {
            PoolInfo info = Lookup.pool(driver, pool);
            output().fields(fields(info), Shapes.pool(info));
        }
        return ExitStatus.OK;
    }

    private Fields fields(PoolInfo info) {
        return new Fields()
                .add("Name", info.name())
                .add("UUID", info.uuid())
                .add("State", info.state().name().toLowerCase(Locale.ROOT))
                .add("Type", info.type().word())
                .add("Target", info.target())
                .add("Persistent", info.persistent() ? "yes" : "no")
                .add("Autostart", info.autostart() ? "yes" : "no")
                .addIf(info.capacity() > 0, "Capacity", size(info.capacity()))
                .addIf(info.capacity() > 0, "Allocation", size(info.allocation()))
                .addIf(info.capacity() > 0, "Available", size(info.available()));
    }

    private Object size(long count) {
        return bytes ? count : ByteSize.show(count);
    }
}
