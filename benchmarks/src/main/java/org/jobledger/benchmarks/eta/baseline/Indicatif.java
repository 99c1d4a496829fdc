package org.jobledger.benchmarks.eta.baseline;

/**
 * indicatif 0.17 and later (src/state.rs, struct Estimator): an exponential average in time that gives the last 15 s nine tenths of the weight,
 * smoothed by another one, both corrected for a short past; a query counts the time since the last step as a step of nothing.
 */
public final class Indicatif extends RateBaseline {
    private static final double NINE_TENTHS_SECONDS = 15;

    private double lastSecond;
    private double lastDone;
    private double once;
    private double twice;

    public Indicatif(long total) {
        super(total);
    }

    private static double memory(double seconds) {
        return Math.pow(0.1, seconds / NINE_TENTHS_SECONDS);
    }

    @Override
    void sample(double second, double nowDone) {
        if (nowDone > lastDone && second > lastSecond) {
            double memory = memory(second - lastSecond);
            once = once * memory + (nowDone - lastDone) / (second - lastSecond) * (1 - memory);
            twice = twice * memory + once / (1 - memory(second)) * (1 - memory);
            lastSecond = second;
            lastDone = nowDone;
        }
    }

    @Override
    double rate(double second, double nowDone) {
        double seen = 1 - memory(second);
        double memory = memory(second - lastSecond);
        return seen > 0 ? (twice * memory + once * memory / seen * (1 - memory)) / seen : 0;
    }
}
