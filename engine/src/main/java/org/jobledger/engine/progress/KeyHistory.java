package org.jobledger.engine.progress;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.stream.IntStream;

/** What was learned of one key from its last jobs, at most 16. Mutable; guarded by {@link EstimateHistory}. */
final class KeyHistory {
    static final int JOBS = 16;
    private static final int POINTS_A_JOB = 9;

    /** The median of a squared standard normal variable. */
    private static final double MEDIAN_SQUARE = 0.455;

    /** The points that the usual error of a live rate counts for. */
    private static final double ASSUMED_POINTS = 4;

    /** Errors beyond a factor of 20 count as that. */
    static final double LARGEST_RESIDUAL = 3;

    private final RecentValues logSeconds = new RecentValues(JOBS);
    private final RecentValues logDurations = new RecentValues(JOBS);
    private final Deque<double[]> curves = new ArrayDeque<>();
    private final Residuals residuals = new Residuals(JOBS);
    private final RecentValues liveErrors = new RecentValues(JOBS * POINTS_A_JOB);
    private Guard guard = new Guard(0, 0, 0);

    /** Learns from a job while the tide was this high: what the key itself takes is what is left without it. */
    void learn(CompletedRun run, double tide) {
        run.lessons().forEach(this::learn);
        logSeconds.add(run.logSecondsPerUnit() - tide);
        logDurations.add(run.logDuration());
        curves.addLast(run.curve());
        if (curves.size() > JOBS) {
            curves.removeFirst();
        }
    }

    private void learn(Lesson lesson) {
        residuals.add(lesson.tenth(), clamp(lesson.actual() - lesson.predicted()));
        if (!Double.isNaN(lesson.without())) {
            guard.add(lesson.actual(), lesson.withHistory(), lesson.without());
        }
        if (!Double.isNaN(lesson.live())) {
            liveErrors.add(clamp(lesson.actual() - lesson.live()) / lesson.deviation());
        }
    }

    static double clamp(double residual) {
        return Math.min(Math.max(residual, -LARGEST_RESIDUAL), LARGEST_RESIDUAL);
    }

    int jobs() {
        return logSeconds.size();
    }

    /** The logarithm of the seconds that jobs of this key take, whatever their size. */
    double logDuration() {
        return logDurations.mean();
    }

    RecentValues logSeconds() {
        return logSeconds;
    }

    Residuals residuals() {
        return residuals;
    }

    Guard guard() {
        return guard;
    }

    /** Where the time of these jobs goes, if this is what other keys let expect. */
    Warp warp(Warp expected, double ownSlope) {
        return Warp.learn(curveSum(), ownSlope, expected);
    }

    /** The mean of the curves of its jobs; there must be one. */
    double[] meanCurve() {
        CurveSum sum = curveSum();
        return IntStream.rangeClosed(0, Warp.PIECES).mapToDouble(sum::mean).toArray();
    }

    private CurveSum curveSum() {
        CurveSum sum = new CurveSum();
        curves.forEach(sum::add);
        return sum;
    }

    /** How far a coming job may be off the earlier ones, as a standard deviation of the logarithm of its time. */
    double scatter(double assumed) {
        return HistoryPrior.scatter(logSeconds, assumed);
    }

    /** What to expect of a job that feels so much of a tide. */
    HistoryPrior priorPerUnit(double felt, double assumedScatter) {
        return new HistoryPrior(-logSeconds.mean() - felt, scatter(assumedScatter), steadiness());
    }

    /** The variance of this key's live rates against the usual one, by their median; at most 1. */
    private double steadiness() {
        int points = liveErrors.size();
        double[] squares =
                Arrays.stream(liveErrors.sorted()).map(e -> e * e).sorted().toArray();
        double evidence = points == 0 ? 0 : points * squares[points / 2] / MEDIAN_SQUARE;
        return Math.min((evidence + ASSUMED_POINTS) / (points + ASSUMED_POINTS), 1);
    }

    void exchange(Exchange with) {
        logSeconds.exchange(with);
        logDurations.exchange(with);
        int size = with.count(curves.size());
        while (curves.size() < size) {
            curves.addLast(new double[Warp.PIECES + 1]);
        }
        curves.forEach(with::reals);
        residuals.exchange(with);
        liveErrors.exchange(with);
        guard = new Guard(with.real(guard.historyLoss()), with.real(guard.liveLoss()), with.count(guard.points()));
    }
}
