package org.jobledger.benchmarks.eta.baseline;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The rate since the oldest of some marks that are set a fixed time apart.
 *
 * <ul>
 *   <li>10-second window: every sample of the last ten seconds.
 *   <li>rsync (progress.c, show_progress and rprint_progress): 5 marks at least 1 s apart, the oldest against now.
 *   <li>md (drivers/md/md.c, SYNC_MARKS, SYNC_MARK_STEP, status_resync): 10 marks 3 s apart. The divisor's guard of one 32nd block against
 *       division by zero is left out, it changes nothing at these sizes.
 * </ul>
 */
public final class Window extends RateBaseline {
    private record Mark(double second, double done) {}

    private final Deque<Mark> marks = new ArrayDeque<>();
    private final int count;
    private final double apart;
    private final double reach;

    private Window(long total, int count, double apart, double reach) {
        super(total);
        this.count = count;
        this.apart = apart;
        this.reach = reach;
        marks.add(new Mark(0, 0));
    }

    /** Ten seconds. */
    public static Window ofTenSeconds(long total) {
        return new Window(total, Integer.MAX_VALUE, 0, 10);
    }

    /** As rsync has it. */
    public static Window rsync(long total) {
        return new Window(total, 5, 1, Double.MAX_VALUE);
    }

    /** As the kernel's md has it. */
    public static Window md(long total) {
        return new Window(total, 10, 3, Double.MAX_VALUE);
    }

    @Override
    void sample(double second, double nowDone) {
        if (second - marks.getLast().second() >= apart) {
            marks.addLast(new Mark(second, nowDone));
        }
        while (marks.size() > count
                || (marks.size() > 2 && second - marks.getFirst().second() > reach)) {
            marks.removeFirst();
        }
    }

    @Override
    double rate(double second, double nowDone) {
        Mark oldest = marks.getFirst();
        return second > oldest.second() ? (nowDone - oldest.done()) / (second - oldest.second()) : 0;
    }
}
