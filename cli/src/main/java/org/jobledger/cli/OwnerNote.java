package org.jobledger.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.jobledger.engine.event.Document;

/**
 * What the file {@code owner} of a ledger says of its owner, for those who only look.
 *
 * @param text all of it, which tells one owner from the next
 */
record OwnerNote(Document text) {
    private static final String JAR = "jobledger.jar";

    /** The note, or nothing where nobody owns the ledger, or it cannot be read. */
    static Optional<OwnerNote> of(Path ledger) {
        try {
            return Optional.of(new OwnerNote(
                    new Document(Files.readString(ledger.resolve("owner")).strip())));
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    /** Whether the owner has no door yet but is likely to open one: a command, or somebody who took the ledger not longer ago than this. */
    boolean comesToTheDoor(Duration age) {
        return isCommand() || since().isAfter(Instant.now().minus(age));
    }

    /** Whether the owner is a process of this machine that ended without taking its note away. */
    boolean ended() {
        return ProcessHandle.of(pid()).filter(ProcessHandle::isAlive).isEmpty();
    }

    /** Whether the owner is a command like this one, by how it was started: it takes as long as it takes, but then it has a door or is gone. */
    private boolean isCommand() {
        try {
            String line =
                    Files.readString(Path.of("/proc", Long.toString(pid()), "cmdline"), StandardCharsets.ISO_8859_1);
            return Arrays.stream(line.split("\0", -1))
                    .anyMatch(
                            word -> word.equals(Main.class.getName()) || word.equals(JAR) || word.endsWith("/" + JAR));
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    private long pid() {
        try {
            return text.integer("pid");
        } catch (RuntimeException e) {
            return 0;
        }
    }

    private Instant since() {
        try {
            return Instant.parse(text.string("since"));
        } catch (RuntimeException e) {
            return Instant.MAX;
        }
    }
}
