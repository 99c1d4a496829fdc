package org.jobledger.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.jobledger.engine.event.Document;

/** What the file {@code owner} of a ledger says of its owner, for those who only look. */
final class OwnerNote {

    private OwnerNote() {}

    /** Whether the owner took the ledger not longer ago than this; true where that cannot be read. */
    static boolean youngerThan(Duration age, Path ledger) {
        try {
            Document note =
                    new Document(Files.readString(ledger.resolve("owner")).strip());
            return Instant.parse(note.string("since")).isAfter(Instant.now().minus(age));
        } catch (IOException | RuntimeException e) {
            return true;
        }
    }
}
