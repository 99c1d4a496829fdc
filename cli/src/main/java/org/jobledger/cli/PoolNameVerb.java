package org.jobledger.cli;

import java.util.UUID;
import org.jobledger.cli.text.Json;
import org.jobledger.storage.StorageDriver;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code pool-name}. */
@Command(
        name = "pool-name",
        description = "Print the name of the pool that has a uuid.",
        footer = {"", "Example: jobledger pool-name 1b4e28ba-2fa1-11d2-883f-0016d3cca427"})
final class PoolNameVerb extends Verb {

    @Parameters(paramLabel = "UUID", description = "The pool's uuid.")
    private String uuid = "";

    PoolNameVerb(Session session) {
        super(session);
    }

    @Override
    ExitStatus run() {
        UUID wanted = wanted();
        try (StorageDriver driver = session().ledger().inspect()) {
            String name = driver.poolByUuid(wanted).name();
            output().sentence(name, Json.object("name", name));
        }
        return ExitStatus.OK;
    }

    private UUID wanted() {
        try {
            return UUID.fromString(uuid);
        } catch (IllegalArgumentException e) {
            throw new CommandException("invalid-value", "'" + uuid + "' is not a uuid", e);
        }
    }
}
