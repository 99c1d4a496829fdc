package org.jobledger.engine.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What a killed process leaves on the disk, taken from a ledger whose engine lives on: a copy of its journal as it is now. */
public final class CrashImage {
    private CrashImage() {}

    /** Copies the journal and the format of a ledger; the tables are made anew from them. */
    public static Path of(Path ledger, Path copy) {
        try {
            Files.createDirectories(copy.resolve("journal"));
            Files.copy(ledger.resolve("format"), copy.resolve("format"));
            try (Stream<Path> segments = Files.list(ledger.resolve("journal"))) {
                for (Path segment : segments.toList()) {
                    Files.copy(segment, copy.resolve("journal").resolve(segment.getFileName()));
                }
            }
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
