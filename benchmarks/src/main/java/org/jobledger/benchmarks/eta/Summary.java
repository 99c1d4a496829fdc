package org.jobledger.benchmarks.eta;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The figures of an estimator over some jobs.
 *
 * @param jobs how many
 * @param median of |ln(shown / actual)|
 * @param mean of the same
 * @param p90 nine in ten are better
 * @param jitter the mean over the jobs of how far the predicted end moved, in durations
 * @param medianJitter the median of that
 * @param p10Coverage how often the job took less than the P10; NaN where it gives none
 * @param p50Coverage how often it took less than the P50
 * @param p90Coverage how often it took less than the P90; NaN where it gives none
 */
record Summary(
        int jobs,
        double median,
        double mean,
        double p90,
        double jitter,
        double medianJitter,
        double p10Coverage,
        double p50Coverage,
        double p90Coverage) {

    static Summary of(List<JobScore> scores) {
        double[] errors = Errors.sorted(scores);
        double[] jitter = scores.stream().mapToDouble(JobScore::jitter).sorted().toArray();
        return new Summary(
                scores.size(),
                Errors.median(errors),
                Errors.mean(errors),
                errors.length == 0 ? Double.NaN : errors[(int) (0.9 * errors.length)],
                Arrays.stream(jitter).average().orElse(Double.NaN),
                Errors.median(jitter),
                coverage(scores, Prediction::p10),
                coverage(scores, Prediction::p50),
                coverage(scores, Prediction::p90));
    }

    private static double coverage(List<JobScore> scores, ToDoubleFunction<Prediction> quantile) {
        return scores.stream()
                .flatMap(score -> score.answers().stream())
                .filter(answer -> !Double.isNaN(quantile.applyAsDouble(answer.prediction())))
                .mapToDouble(answer -> answer.actual() <= quantile.applyAsDouble(answer.prediction()) ? 1 : 0)
                .average()
                .orElse(Double.NaN);
    }
}
