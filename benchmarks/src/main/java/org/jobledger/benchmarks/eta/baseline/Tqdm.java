package org.jobledger.benchmarks.eta.baseline;

/**
 * tqdm (tqdm/std.py, class EMA and tqdm.update_to): units and seconds of each update are smoothed apart with weight 0.3 and divided; updates at
 * least 0.1 s apart, and only those that moved. The correction for a short past is the same in both and cancels.
 */
public final class Tqdm extends RateBaseline {
    private static final double SMOOTHING = 0.3;
    private static final double SHORTEST_UPDATE = 0.1;

    private double lastSecond;
    private double lastDone;
    private double units;
    private double seconds;

    public Tqdm(long total) {
        super(total);
    }

    @Override
    void sample(double second, double nowDone) {
        if (second - lastSecond >= SHORTEST_UPDATE && nowDone > lastDone) {
            units += SMOOTHING * (nowDone - lastDone - units);
            seconds += SMOOTHING * (second - lastSecond - seconds);
            lastSecond = second;
            lastDone = nowDone;
        }
    }

    @Override
    double rate(double second, double nowDone) {
        return seconds > 0 ? units / seconds : 0;
    }
}
