package org.jobledger.benchmarks.eta.baseline;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * udisks2 (src/udisksbasejob.c, on_notify_progress): the plain mean of the speeds between the last 100 notifications, from the fifth on. It is
 * notified when the progress changes.
 */
public final class Udisks extends RateBaseline {
    private static final int SAMPLES = 100;
    private static final int LEAST = 5;

    private final Deque<Double> speeds = new ArrayDeque<>();
    private double lastSecond = Double.NaN;
    private double lastDone;

    public Udisks(long total) {
        super(total);
    }

    @Override
    void sample(double second, double nowDone) {
        if (!Double.isNaN(lastSecond) && (nowDone <= lastDone || second <= lastSecond)) {
            return;
        }
        if (!Double.isNaN(lastSecond)) {
            speeds.addLast((nowDone - lastDone) / (second - lastSecond));
        }
        if (speeds.size() >= SAMPLES) {
            speeds.removeFirst();
        }
        lastSecond = second;
        lastDone = nowDone;
    }

    @Override
    double rate(double second, double nowDone) {
        return speeds.size() + 1 < LEAST
                ? 0
                : speeds.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    }
}
