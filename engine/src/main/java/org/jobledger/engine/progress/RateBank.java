package org.jobledger.engine.progress;

/**
 * Averages of a rate over windows of 1, 2, 4 ... 2048 seconds at once, each forgetting exponentially in time and corrected for what it has not
 * yet seen. The averages do not depend on how often they are fed. Written by one thread; allocates nothing after it is made.
 */
final class RateBank {
    private static final int WINDOWS = 12;

    private final double[] sums = new double[WINDOWS];
    private final double[] weights = new double[WINDOWS];

    /** A rate that held for some seconds, more than 0. */
    void add(double seconds, double rate) {
        // Each window is twice the one before, so its memory is the square root: one exponential feeds all.
        double memory = Math.exp(-seconds);
        for (int i = 0; i < WINDOWS; i++) {
            sums[i] = sums[i] * memory + rate * (1 - memory);
            weights[i] = weights[i] * memory + 1 - memory;
            memory = Math.sqrt(memory);
        }
    }

    /** The rate over a window of so many seconds, between the two nearest; something must have been added. */
    double over(double seconds) {
        double place = Math.log(Math.min(Math.max(seconds, 1), 1 << (WINDOWS - 1))) / Math.log(2);
        int lower = Math.min((int) place, WINDOWS - 2);
        double part = place - lower;
        return (1 - part) * sums[lower] / weights[lower] + part * sums[lower + 1] / weights[lower + 1];
    }

    /** Counts all that was added in another unit. */
    void scale(double factor) {
        for (int i = 0; i < WINDOWS; i++) {
            sums[i] *= factor;
        }
    }

    void exchange(Exchange with) {
        with.reals(sums);
        with.reals(weights);
    }
}
