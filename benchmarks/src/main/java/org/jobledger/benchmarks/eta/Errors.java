package org.jobledger.benchmarks.eta;

import java.util.Arrays;
import java.util.List;

/** Figures of the errors |ln(shown / actual)| of some jobs; they are given in rising order. */
final class Errors {
    private Errors() {}

    static double[] sorted(List<JobScore> scores) {
        return scores.stream()
                .flatMap(score -> score.errors().stream())
                .mapToDouble(Double::doubleValue)
                .sorted()
                .toArray();
    }

    /** NaN where there are none. */
    static double mean(double[] sorted) {
        return Arrays.stream(sorted).average().orElse(Double.NaN);
    }

    /** NaN where there are none. */
    static double median(double[] sorted) {
        int n = sorted.length;
        return n == 0 ? Double.NaN : (sorted[n / 2] + sorted[(n - 1) / 2]) / 2;
    }

    /** The mean of those between two fifths and three fifths of the way: a median that does not jump. */
    static double middleFifth(double[] sorted) {
        return mean(Arrays.copyOfRange(sorted, sorted.length * 2 / 5, sorted.length * 3 / 5));
    }
}
