package org.jobledger.engine.progress;

import org.jspecify.annotations.Nullable;

/**
 * How far off an estimate may be, from how far off the earlier ones were: a width for each tenth of the way, and the quantiles of the errors
 * measured in those widths. Fixed when a job starts. Immutable.
 */
final class ConformalInterval {
    /** Widths for each tenth before anything is known: a factor of 1.5 to 1.8 either way, least in the middle. */
    private static final double[] ASSUMED = {.55, .50, .45, .42, .40, .38, .38, .40, .45, .60};

    /** The errors that those count for, and that all keys together count for within a key. */
    private static final double ASSUMED_ERRORS = 10;

    private static final double COMMON_ERRORS = 6;

    /** With fewer errors than this the quantiles are those of the normal distribution. */
    private static final int LEAST_SCORES = 60;

    private static final double NORMAL_TENTH = 1.2815515655446004;

    private final double[] widths = new double[Residuals.TENTHS];
    private final double low;
    private final double high;

    ConformalInterval(Residuals ofAll, Residuals ofKey, RecentValues scores) {
        for (int i = 0; i < widths.length; i++) {
            widths[i] = width(ofAll, ofKey, i);
        }
        double[] sorted = scores.sorted();
        low = sorted.length < LEAST_SCORES ? -NORMAL_TENTH : quantile(sorted, 0.1);
        high = sorted.length < LEAST_SCORES ? NORMAL_TENTH : quantile(sorted, 0.9);
    }

    /** The width in a tenth: the errors of the key, shrunk toward those of all keys, shrunk toward what is assumed. */
    static double width(Residuals ofAll, Residuals ofKey, int tenth) {
        double common = (ofAll.sumOfSquares(tenth) + ASSUMED_ERRORS * ASSUMED[tenth] * ASSUMED[tenth])
                / (ofAll.size(tenth) + ASSUMED_ERRORS);
        return Math.sqrt((ofKey.sumOfSquares(tenth) + COMMON_ERRORS * common) / (ofKey.size(tenth) + COMMON_ERRORS));
    }

    /** By conformal prediction: the quantile at p of n errors and the one to come. */
    private static double quantile(double[] sorted, double p) {
        double place = p * (sorted.length + 1) - 1;
        int lower = Math.min(Math.max((int) place, 0), sorted.length - 2);
        double part = Math.min(Math.max(place - lower, 0), 1);
        return sorted[lower] + (sorted[lower + 1] - sorted[lower]) * part;
    }

    /** What the estimate is multiplied by so that one in ten takes less. */
    double lowFactor(double share) {
        return Math.exp(widths[Residuals.tenth(share)] * low);
    }

    /** What the estimate is multiplied by so that nine in ten take no more. */
    double highFactor(double share) {
        return Math.exp(widths[Residuals.tenth(share)] * high);
    }

    private ConformalInterval(double low, double high) {
        this.low = low;
        this.high = high;
    }

    static ConformalInterval exchange(Exchange with, @Nullable ConformalInterval now) {
        ConformalInterval same = now == null
                ? new ConformalInterval(with.real(0), with.real(0))
                : new ConformalInterval(with.real(now.low), with.real(now.high));
        if (now != null) {
            System.arraycopy(now.widths, 0, same.widths, 0, same.widths.length);
        }
        with.reals(same.widths);
        return same;
    }
}
