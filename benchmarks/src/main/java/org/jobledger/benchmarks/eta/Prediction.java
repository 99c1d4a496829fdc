package org.jobledger.benchmarks.eta;

/**
 * What an estimator says of the seconds that remain; NaN where it says nothing.
 *
 * @param shown the figure shown to people, which is scored
 * @param p10 one in ten takes less
 * @param p50 half take less
 * @param p90 nine in ten take less
 */
public record Prediction(double shown, double p10, double p50, double p90) {
    /** Nothing can be said. */
    public static final Prediction NONE = new Prediction(Double.NaN, Double.NaN, Double.NaN, Double.NaN);

    /** A figure without an interval. */
    public static Prediction of(double seconds) {
        return new Prediction(seconds, Double.NaN, seconds, Double.NaN);
    }
}
