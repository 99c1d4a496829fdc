package org.jobledger.benchmarks.eta;

import java.util.List;
import java.util.Random;
import org.jobledger.engine.progress.Tuning;

/**
 * The settings among which {@link TuningChoice} chooses: a box with a range for each constant but the band. A point of it is a number
 * between 0 and 1 for each constant, so that the mean of some points is a setting too. The ranges are as wide as the constants make sense,
 * and end at round values.
 */
final class TuningRange {
    private static final int WINDOW = 0;
    private static final int SCATTER = 1;
    private static final int OWN = 2;
    private static final int OPERATION = 3;
    private static final int EARLY = 4;
    private static final int CONSTANTS = 5;

    private TuningRange() {}

    /** Any point, all equally likely. */
    static double[] random(Random random) {
        return random.doubles(CONSTANTS).toArray();
    }

    static double[] mean(List<double[]> points) {
        double[] mean = new double[CONSTANTS];
        for (double[] point : points) {
            for (int i = 0; i < CONSTANTS; i++) {
                mean[i] += point[i] / points.size();
            }
        }
        return mean;
    }

    /** The setting at a point, with a band. */
    static Tuning at(double[] point, double band) {
        return new Tuning(
                factor(0.1, 1, point[WINDOW]),
                factor(0.2, 0.8, point[SCATTER]),
                point[OWN],
                point[OPERATION],
                band,
                factor(0.1, 1, point[EARLY]));
    }

    /** Between two values, evenly on a scale of factors. */
    static double factor(double low, double high, double part) {
        return low * Math.pow(high / low, part);
    }
}
