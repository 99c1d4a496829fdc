package org.jobledger.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The journal of a ledger, byte for byte, to show that nothing was appended. */
final class LedgerBytes {

    private LedgerBytes() {}

    /** A sum for each segment by its name; empty where there is no ledger. */
    static Map<String, Integer> of(Path ledger) throws IOException {
        Map<String, Integer> sums = new TreeMap<>();
        if (Files.isDirectory(ledger.resolve("journal"))) {
            try (Stream<Path> segments = Files.list(ledger.resolve("journal"))) {
                for (Path segment : segments.toList()) {
                    sums.put(segment.getFileName().toString(), Arrays.hashCode(Files.readAllBytes(segment)));
                }
            }
        }
        return sums;
    }
}
