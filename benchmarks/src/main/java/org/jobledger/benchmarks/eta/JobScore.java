package org.jobledger.benchmarks.eta;

import java.util.List;

/**
 * How well one job was estimated.
 *
 * @param trace the job
 * @param firstOfKind whether no job of its kind had been seen before
 * @param errors |ln(shown / actual)| at 10, 20 ... 90 % of its time
 * @param answers the same moments, for coverage
 * @param jitter how far the predicted end moved in all, in durations of the job
 */
record JobScore(Trace trace, boolean firstOfKind, List<Double> errors, List<Answer> answers, double jitter) {

    /** What was said at a moment, and the seconds that did remain. */
    record Answer(Prediction prediction, double actual) {}
}
