package org.jobledger.cli.progress;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jobledger.cli.text.Columns;
import org.jobledger.engine.JobInfo;

/** A line of a terminal for each job, drawn again and again. Jobs that find no room are counted in the last line. */
public final class BarDisplay implements ProgressDisplay {
    /** Room for the "^C" that the terminal itself writes behind the line. */
    private static final int ECHO_COLUMNS = 2;

    private static final long REDRAW_NANOS = Duration.ofMillis(100).toNanos();

    private final Terminal terminal;
    private final boolean numbered;
    private final Observations observations = new Observations();
    private final Block block = new Block();
    private long lastDrawn = System.nanoTime() - REDRAW_NANOS;

    /**
     * Lines on a terminal, whose size is asked for each time they are drawn.
     *
     * @param numbered whether the number of each job is shown
     */
    public BarDisplay(Terminal terminal, boolean numbered) {
        this.terminal = terminal;
        this.numbered = numbered;
    }

    @Override
    public void update(List<JobInfo> jobs) {
        long now = System.nanoTime();
        List<ProgressView> views = observations.of(jobs, now);
        if (now - lastDrawn >= REDRAW_NANOS) {
            lastDrawn = now;
            int columns = Math.max(1, terminal.columns().getAsInt());
            print(block.draw(lines(jobs, views, columns - ECHO_COLUMNS), columns));
        }
    }

    private List<String> lines(List<JobInfo> jobs, List<ProgressView> views, int columns) {
        int room = Math.max(1, terminal.rows().getAsInt() - 1);
        int shown = views.size() <= room ? views.size() : room - 1;
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < shown; i++) {
            ProgressView view = numbered ? views.get(i).numbered(jobs.get(i).id()) : views.get(i);
            lines.add(ProgressLine.draw(view, columns, terminal.unicode(), terminal.colour()));
        }
        if (shown < views.size()) {
            String more = (terminal.unicode() ? "\u2026" : "...") + " and " + (views.size() - shown) + " more";
            lines.add(Columns.cut(more, Math.max(1, columns - 1), ""));
        }
        return lines;
    }

    @Override
    public void clear() {
        print(block.clear(Math.max(1, terminal.columns().getAsInt())));
        lastDrawn = System.nanoTime() - REDRAW_NANOS;
    }

    private void print(String text) {
        terminal.stream().print(text);
        terminal.stream().flush();
    }
}
