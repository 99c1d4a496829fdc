package org.jobledger.benchmarks.eta;

/** An estimator at work on one job. */
public interface Predictor {
    /** A sample: so much done after so many milliseconds. */
    void tick(long millis, long done);

    /** What it says at a moment not before the last sample, in milliseconds since the start. */
    Prediction at(long millis);

    /** The job has ended. */
    default void ended(long durationMillis) {}
}
