package org.jobledger.benchmarks.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What Linux says this process has written. Not its {@code write_bytes}: that was seen to grow by 200 kB for a forced write of 300 bytes on
 * Linux 6.18, as if it counted whole folios of the page cache.
 */
final class WrittenBytes {
    private static final String LINE = "wchar:";

    private WrittenBytes() {}

    /** The bytes handed to write calls since it began, those to sockets and pipes among them. */
    static long ofThisProcess() throws IOException {
        return Files.readString(Path.of("/proc/self/io"))
                .lines()
                .filter(line -> line.startsWith(LINE))
                .mapToLong(line -> Long.parseLong(line.substring(LINE.length()).strip()))
                .findFirst()
                .orElseThrow();
    }
}
