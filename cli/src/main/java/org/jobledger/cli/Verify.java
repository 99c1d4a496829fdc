package org.jobledger.cli;

import java.util.ArrayList;
import java.util.List;
import org.jobledger.cli.text.Table;
import org.jobledger.engine.Anchor;
import org.jobledger.engine.Verification;
import org.jobledger.engine.VerificationListener;
import org.jobledger.storage.StorageDriver;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code verify}. */
@Command(
        name = "verify",
        description =
                "Check the whole history: no event changed, removed or moved, and every table equal to what it says.",
        footer = {
            "",
            "Whoever rewrites everything, or cuts off the end, is found only against a head that was noted elsewhere.",
            "",
            "Example: jobledger verify --head",
            "         jobledger verify --anchor $(cat /elsewhere/head)"
        })
final class Verify extends Verb {

    @Option(
            names = "--anchor",
            paramLabel = "POSITION:EPOCH:HASH",
            description = "A head that was noted before: the history must still hold it. Can be given several times.")
    private List<String> anchors = new ArrayList<>();

    @Option(names = "--head", description = "Check nothing; print the present head, to be noted elsewhere.")
    private boolean head;

    Verify(Session session) {
        super(session);
    }

    @Override
    ExitStatus run() {
        if (head && !anchors.isEmpty()) {
            throw new CommandException("usage", "--head checks nothing, so that --anchor has no use beside it");
        }
        List<Anchor> noted = anchors.stream().map(Anchor::parse).toList();
        try (StorageDriver driver = session().ledger().inspect()) {
            if (head) {
                Anchor now = driver.engine().head();
                output().sentence(now.toString(), Shapes.anchor(now));
                return ExitStatus.OK;
            }
            Verification verification = driver.engine().verify(noted, VerificationListener.NONE);
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
