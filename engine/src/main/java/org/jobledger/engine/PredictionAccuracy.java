package org.jobledger.engine;

/**
 * How good the prediction of a completed job's remaining time was: predicted over actual, when parts of its working time had passed. 1 is
 * perfect, 2 is twice too long; to three decimals. NaN where nothing was said then.
 *
 * @param at25 after a quarter
 * @param at50 after half
 * @param at75 after three quarters
 */
public record PredictionAccuracy(double at25, double at50, double at75) {
    private static final double DIGITS = 1000;

    /** Nothing was ever predicted. */
    public static final PredictionAccuracy NONE = new PredictionAccuracy(Double.NaN, Double.NaN, Double.NaN);

    /** Rounds, so that the last bits of a machine's arithmetic do not show. */
    public PredictionAccuracy {
        at25 = rounded(at25);
        at50 = rounded(at50);
        at75 = rounded(at75);
    }

    private static double rounded(double ratio) {
        return Double.isNaN(ratio) ? ratio : Math.round(ratio * DIGITS) / DIGITS;
    }
}
