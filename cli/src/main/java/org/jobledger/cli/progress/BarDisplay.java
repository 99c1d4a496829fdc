package org.jobledger.cli.progress;

import java.io.PrintStream;
import java.time.Duration;
import java.util.function.IntSupplier;
import org.jobledger.engine.JobInfo;

/** One line of a terminal, drawn again and again. */
public final class BarDisplay implements ProgressDisplay {
    private static final String TO_LINE_START = "\r";
    private static final String CLEAR_LINE = "\u001b[K";
    /** Room for the "^C" that the terminal itself writes behind the line. */
    private static final int ECHO_COLUMNS = 2;

    private static final long REDRAW_NANOS = Duration.ofMillis(100).toNanos();

    private final PrintStream terminal;
    private final IntSupplier width;
    private final boolean unicode;
    private final Observation observation = new Observation();
    private long lastDrawn = System.nanoTime() - REDRAW_NANOS;

    /** A bar on a terminal, whose width is asked for each time it is drawn. */
    public BarDisplay(PrintStream terminal, IntSupplier width, boolean unicode) {
        this.terminal = terminal;
        this.width = width;
        this.unicode = unicode;
    }

    @Override
    public void update(JobInfo info) {
        long now = System.nanoTime();
        ProgressView view = observation.of(info, now);
        if (now - lastDrawn >= REDRAW_NANOS) {
            lastDrawn = now;
            terminal.print(
                    TO_LINE_START + ProgressLine.draw(view, width.getAsInt() - ECHO_COLUMNS, unicode) + CLEAR_LINE);
            terminal.flush();
        }
    }

    @Override
    public void close() {
        terminal.print(TO_LINE_START + CLEAR_LINE);
        terminal.flush();
    }
}
