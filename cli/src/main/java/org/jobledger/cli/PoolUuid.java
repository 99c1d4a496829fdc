package org.jobledger.cli;

import org.jobledger.cli.text.Json;
import org.jobledger.storage.PoolInfo;
import org.jobledger.storage.StorageDriver;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code pool-uuid}. */
@Command(
        name = "pool-uuid",
        description = "Print the uuid of a pool.",
        footer = {"", "Example: jobledger pool-uuid images"})
final class PoolUuid extends Verb {

    @Parameters(paramLabel = "POOL", description = "The pool's name.")
    private String pool = "";

    PoolUuid(Session session) {
        super(session);
    }

    @Override
    ExitStatus run() {
        try (StorageDriver driver = session().ledger().inspect()) {
            PoolInfo found = Lookup.pool(driver, pool);
            output().sentence(found.uuid().toString(), Json.object("uuid", found.uuid()));
        }
        return ExitStatus.OK;
    }
}
