package org.jobledger.benchmarks.eta.baseline;

import java.util.ArrayDeque;
import java.util.Deque;

/** GNU ddrescue (rescuebook.cc, show_status; sliding_avg( 30 )): the mean of the last 30 current rates, one taken each second. */
public final class Ddrescue extends RateBaseline {
    private static final int TERMS = 30;

    private final Deque<Double> rates = new ArrayDeque<>();
    private double lastSecond;
    private double lastDone;

    public Ddrescue(long total) {
        super(total);
    }

    @Override
    void sample(double second, double nowDone) {
        if (second - lastSecond < 1) {
            return;
        }
        rates.addLast((nowDone - lastDone) / (second - lastSecond));
        if (rates.size() > TERMS) {
            rates.removeFirst();
        }
        lastSecond = second;
        lastDone = nowDone;
    }

    @Override
    double rate(double second, double nowDone) {
        return rates.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    }
}
