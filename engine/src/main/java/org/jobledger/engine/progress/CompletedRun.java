package org.jobledger.engine.progress;

import java.util.List;

/** What a finished job teaches the next ones. Immutable; made by {@link TimeEstimator#complete}. */
public final class CompletedRun {
    private final double logSecondsPerUnit;
    private final double[] curve;
    private final List<Lesson> lessons;
    private final List<Double> accuracy;

    CompletedRun(double logSecondsPerUnit, double[] curve, List<Lesson> lessons, List<Double> accuracy) {
        this.logSecondsPerUnit = logSecondsPerUnit;
        this.curve = curve;
        this.lessons = List.copyOf(lessons);
        this.accuracy = List.copyOf(accuracy);
    }

    /** Predicted over actual time remaining at 25, 50 and 75 % of the working time: 1 is perfect; NaN where nothing was said. */
    public List<Double> accuracy() {
        return accuracy;
    }

    double logSecondsPerUnit() {
        return logSecondsPerUnit;
    }

    double[] curve() {
        return curve;
    }

    List<Lesson> lessons() {
        return lessons;
    }
}
