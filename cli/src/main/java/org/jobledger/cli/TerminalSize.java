package org.jobledger.cli;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The size of the terminal that this process belongs to. It is looked at again when the system says that it has changed (SIGWINCH), or
 * each second where that cannot be heard. Thread-safe.
 */
final class TerminalSize {
    private static final long LOOK_AGAIN_NANOS = Duration.ofSeconds(1).toNanos();

    private final int fixedColumns;

    @GuardedBy("this")
    private @Nullable Signals changes;

    @GuardedBy("this")
    private Runnable onChange = () -> {};

    @GuardedBy("this")
    private int columns;

    @GuardedBy("this")
    private int rows;

    @GuardedBy("this")
    private long looked;

    /**
     * The size of this process's terminal.
     *
     * @param fixedColumns the width that somebody has fixed, or 0
     */
    TerminalSize(int fixedColumns) {
        this.fixedColumns = fixedColumns;
    }

    synchronized int columns() {
        if (fixedColumns > 0) {
            return fixedColumns;
        }
        lookIfDue();
        return columns;
    }

    synchronized int rows() {
        lookIfDue();
        return rows;
    }

    /** Runs an action whenever the size has changed, on a thread of the JVM's, where that can be heard. */
    synchronized void onChange(Runnable action) {
        lookIfDue();
        onChange = action;
    }

    @GuardedBy("this")
    private void lookIfDue() {
        if (changes == null) {
            changes = Signals.handledBy("WINCH", this::changed);
        }
        boolean due = !changes.taken() && System.nanoTime() - looked > LOOK_AGAIN_NANOS;
        if (columns == 0 || due) {
            look();
        }
    }

    private void changed() {
        Runnable action;
        synchronized (this) {
            columns = 0;
            action = onChange;
        }
        action.run();
    }

    @GuardedBy("this")
    private void look() {
        String[] rowsAndColumns = ask().split(" ", -1);
        boolean answered = rowsAndColumns.length == 2;
        rows = orElse(answered ? parse(rowsAndColumns[0]) : 0, Screen.USUAL_HEIGHT);
        columns = orElse(answered ? parse(rowsAndColumns[1]) : 0, Screen.USUAL_WIDTH);
        looked = System.nanoTime();
    }

    private static int orElse(int known, int usual) {
        return known == 0 ? usual : known;
    }

    /** A width that somebody has fixed, such as {@code $COLUMNS}; 0 where it is none. */
    static int parse(@Nullable String columns) {
        return columns != null && columns.matches("[1-9]\\d{0,4}") ? Integer.parseInt(columns) : 0;
    }

    private static String ask() {
        try {
            Process stty = new ProcessBuilder("sh", "-c", "stty size </dev/tty 2>/dev/null").start();
            try (InputStream answer = stty.getInputStream()) {
                return new String(answer.readAllBytes(), StandardCharsets.US_ASCII).strip();
            }
        } catch (IOException e) {
            return "";
        }
    }
}
