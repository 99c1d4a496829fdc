package org.jobledger.engine.progress;

import java.util.List;
import org.jobledger.engine.PredictionAccuracy;

/** What a finished job teaches the next ones. Immutable; made by {@link TimeEstimator#complete}. */
public final class CompletedRun {
    private final double logDuration;
    private final double logSecondsPerUnit;
    private final double[] curve;
    private final List<Lesson> lessons;
    private final PredictionAccuracy accuracy;

    CompletedRun(
            double logDuration,
            double logSecondsPerUnit,
            double[] curve,
            List<Lesson> lessons,
            PredictionAccuracy accuracy) {
        this.logDuration = logDuration;
        this.logSecondsPerUnit = logSecondsPerUnit;
        this.curve = curve;
        this.lessons = List.copyOf(lessons);
        this.accuracy = accuracy;
    }

    /** How good its own prediction was. */
    public PredictionAccuracy accuracy() {
        return accuracy;
    }

    double logDuration() {
        return logDuration;
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
