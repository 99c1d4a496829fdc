package org.jobledger.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** The width of the terminal that this process belongs to; looks again each second, so that it follows a resize. */
final class TerminalWidth implements IntSupplier {
    private static final long LOOK_AGAIN_NANOS = Duration.ofSeconds(1).toNanos();

    private int known;
    private long looked;

    @Override
    public synchronized int getAsInt() {
        long now = System.nanoTime();
        if (known == 0 || now - looked > LOOK_AGAIN_NANOS) {
            known = ask();
            looked = now;
        }
        return known;
    }

    /** A width that somebody has fixed, such as {@code $COLUMNS}; 0 where it is none. */
    static int parse(@Nullable String columns) {
        return columns != null && columns.matches("[1-9]\\d{0,4}") ? Integer.parseInt(columns) : 0;
    }

    private static int ask() {
        try {
            Process stty = new ProcessBuilder("sh", "-c", "stty size </dev/tty 2>/dev/null").start();
            try (InputStream answer = stty.getInputStream()) {
                String[] rowsAndColumns = new String(answer.readAllBytes(), StandardCharsets.US_ASCII)
                        .strip()
                        .split(" ", -1);
                int columns = rowsAndColumns.length == 2 ? parse(rowsAndColumns[1]) : 0;
                return columns == 0 ? Screen.USUAL_WIDTH : columns;
            }
        } catch (IOException e) {
            return Screen.USUAL_WIDTH;
        }
    }
}
