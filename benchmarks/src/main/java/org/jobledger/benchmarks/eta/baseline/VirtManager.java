package org.jobledger.benchmarks.eta.baseline;

/**
 * virt-manager (virtinst/_progresspriv.py, RateEstimator, taken from urlgrabber): an average into which a sample enters with the weight of its
 * seconds over five, at most 1; the first sample that moved only starts it.
 */
public final class VirtManager extends RateBaseline {
    private static final double TIMESCALE = 5;

    private double lastSecond;
    private double lastDone;
    private double average = Double.NaN;

    public VirtManager(long total) {
        super(total);
    }

    @Override
    void sample(double second, double nowDone) {
        if (nowDone == 0) {
            lastSecond = second;
        } else if (lastDone > 0 && second > lastSecond) {
            double weight = Math.min((second - lastSecond) / TIMESCALE, 1);
            double rate = (nowDone - lastDone) / (second - lastSecond);
            average = Double.isNaN(average) ? rate : weight * rate + (1 - weight) * average;
            lastSecond = second;
        }
        lastDone = nowDone;
    }

    @Override
    double rate(double second, double nowDone) {
        return Double.isNaN(average) ? 0 : average;
    }
}
