package org.jobledger.cli;

import org.jobledger.cli.text.Table;
import org.jobledger.engine.Verification;
import org.jobledger.storage.StorageDriver;
import picocli.CommandLine.Command;

/** {@code verify}. */
@Command(
        name = "verify",
        description =
                "Check the whole history: no event changed, removed or moved, and every table equal to what it says.",
        footer = {"", "Example: jobledger verify"})
final class Verify extends Verb {

    Verify(Session session) {
        super(session);
    }

    @Override
    ExitStatus run() {
        try (StorageDriver driver = session().ledger().inspect()) {
            Verification verification = driver.engine().verify();
            output().table(table(verification), Shapes.verification(verification));
            return verification.sound() ? ExitStatus.OK : ExitStatus.FAILED;
        }
    }

    private static Table table(Verification verification) {
        Table table = Table.of("Check", "Result", "Detail");
        verification.checks().forEach(check -> table.row(check.name(), check.sound() ? "ok" : "BAD", check.detail()));
        return table;
    }
}
