package org.jobledger.engine.runtime;

import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jobledger.engine.Verification;
import org.jobledger.engine.audit.Verifier;
import org.jobledger.engine.ledger.Ledger;
import org.jobledger.engine.ledger.Projector;
import org.jobledger.engine.ledger.TablePlace;
import org.jobledger.engine.ledger.TablesSnapshot;

/** Holds the tables of a ledger against its journal before anybody uses them, and puts them aside where they are wrong. */
final class TablesCheck {
    private static final Duration PATIENCE = Duration.ofHours(6);

    private TablesCheck() {}

    /**
     * Does it, for an owner whose tables are not open yet. What is put aside is made again by who opens them.
     *
     * @return what was wrong, or nothing
     */
    static Optional<String> run(Ledger ledger) {
        if (!Files.exists(ledger.directory().resolve(TablePlace.FILE_NAME))) {
            return Optional.of("the tables were missing: they are made again from the journal");
        }
        // On a copy, as tables are brought up to date before they can be compared.
        Optional<String> wrong = wrong(ledger);
        wrong.ifPresent(reason -> TablePlace.setAside(ledger.directory()));
        return wrong.map(reason -> "the tables were not what the journal says (" + reason
                + "): they are made again, the broken file is kept");
    }

    /** Whatever else is wrong, making tables again does not mend it. */
    private static boolean isAboutTables(Verification.Check check) {
        return List.of("event table", "head of the tables", "table").stream().anyMatch(check.name()::startsWith);
    }

    private static Optional<String> wrong(Ledger ledger) {
        try (Projector copy = Projector.start(ledger.log(), TablePlace.copied(ledger.directory()))) {
            copy.awaitApplied(ledger.log().forcedPosition(), PATIENCE);
            if (copy.rebuiltBecause().isPresent()) {
                return copy.rebuiltBecause();
            }
            try (TablesSnapshot snapshot = copy.snapshot()) {
                return Verifier.verify(ledger.log(), snapshot).checks().stream()
                        .filter(check -> !check.sound() && isAboutTables(check))
                        .map(Verification.Check::detail)
                        .findFirst();
            }
        }
    }
}
