package org.jobledger.benchmarks.eta.baseline;

/** The rate over the whole time so far, as curl, wget's total and many scripts have it. */
public final class Linear extends RateBaseline {
    public Linear(long total) {
        super(total);
    }

    @Override
    void sample(double second, double nowDone) {}

    @Override
    double rate(double second, double nowDone) {
        return second > 0 ? nowDone / second : 0;
    }
}
