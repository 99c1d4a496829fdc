package org.jobledger.engine.progress;

import java.util.ArrayList;
import java.util.List;

/**
 * The way a job has come, kept in at most 64 points: when they are full every second one goes and the spacing doubles. From it a finished job
 * tells its time-share curve and how good its estimates were. Written by one thread; allocates nothing after it is made.
 */
final class ProgressTrail {
    private static final int CAPACITY = 64;

    /** What a finished job is asked about: its estimates at 10, 20 ... 90 % of its time. */
    private static final int QUESTIONS = 9;

    private final double[] seconds = new double[CAPACITY + 1];
    private final double[] done = new double[CAPACITY + 1];
    private final Prediction[] predictions = new Prediction[CAPACITY + 1];
    private int size = 1;
    private double spacing;
    private boolean lastIsSpare;

    /**
     * What was said at a point, as logarithms of seconds remaining; NaN where nothing was.
     *
     * <p>A mutable cell, used again and again.
     */
    private static final class Prediction {
        private double mixed = Double.NaN;
        private double withHistory = Double.NaN;
        private double without = Double.NaN;
        private double live = Double.NaN;
        private double deviation = Double.NaN;
        private double share;

        void exchange(Exchange with) {
            mixed = with.real(mixed);
            withHistory = with.real(withHistory);
            without = with.real(without);
            live = with.real(live);
            deviation = with.real(deviation);
            share = with.real(share);
        }

        void copyFrom(Prediction other) {
            mixed = other.mixed;
            withHistory = other.withHistory;
            without = other.without;
            live = other.live;
            deviation = other.deviation;
            share = other.share;
        }
    }

    ProgressTrail() {
        for (int i = 0; i < predictions.length; i++) {
            predictions[i] = new Prediction();
        }
    }

    /** The job has done so much at this second. */
    void add(double now, double amount) {
        if (lastIsSpare) {
            size--;
        } else if (size == CAPACITY) {
            thin(now);
        }
        // The last point is always kept, but only for good where it is far enough from the one before.
        lastIsSpare = now - seconds[size - 1] < spacing;
        seconds[size] = now;
        done[size] = amount;
        predictions[size].mixed = Double.NaN;
        size++;
    }

    /** What was said at the point added last; logarithms of seconds remaining. */
    void predicted(double mixed, EstimatorCore main, double withHistory, double without) {
        Prediction prediction = predictions[size - 1];
        prediction.mixed = mixed;
        prediction.withHistory = withHistory;
        prediction.without = without;
        prediction.live = main.liveLogRemaining();
        prediction.deviation = main.deviation();
        prediction.share = main.share();
    }

    private void thin(double now) {
        int kept = 0;
        for (int i = 0; i < size; i += 2) {
            seconds[kept] = seconds[i];
            done[kept] = done[i];
            predictions[kept].copyFrom(predictions[i]);
            kept++;
        }
        size = kept;
        spacing = now / kept * 0.999;
    }

    /** The share of the time at which each 32nd of the work was done, of a job that did the total in so many seconds. */
    double[] curve(double total, double duration) {
        double[] curve = new double[Warp.PIECES + 1];
        int point = 0;
        for (int knot = 1; knot <= Warp.PIECES; knot++) {
            double amount = total * knot / Warp.PIECES;
            while (point < size - 1 && done[point] < amount) {
                point++;
            }
            curve[knot] = Math.min(Math.max(reached(point, amount) / duration, curve[knot - 1]), 1);
        }
        return curve;
    }

    private double reached(int point, double amount) {
        if (point == 0 || done[point] <= done[point - 1]) {
            return seconds[point];
        }
        double part = (amount - done[point - 1]) / (done[point] - done[point - 1]);
        return seconds[point - 1] + (seconds[point] - seconds[point - 1]) * part;
    }

    /** What can be learned from the estimates of a job that took so many seconds. */
    List<Lesson> lessons(double duration) {
        List<Lesson> lessons = new ArrayList<>();
        int point = 0;
        for (int question = 1; question <= QUESTIONS; question++) {
            point = latest(point, duration * question / (QUESTIONS + 1));
            Prediction said = predictions[point];
            if (point > 0 && !Double.isNaN(said.mixed)) {
                lessons.add(new Lesson(
                        Residuals.tenth(said.share),
                        logLeft(point, duration),
                        said.mixed,
                        said.withHistory,
                        said.without,
                        said.live,
                        said.deviation));
            }
        }
        return lessons;
    }

    /** Predicted over actual time remaining when this part of the duration had passed, or NaN where nothing was said. */
    double predictedOverActual(double part, double duration) {
        int point = latest(0, part * duration);
        return point == 0 ? Double.NaN : Math.exp(predictions[point].mixed - logLeft(point, duration));
    }

    private int latest(int from, double second) {
        int point = from;
        while (point + 1 < size && seconds[point + 1] <= second) {
            point++;
        }
        return point;
    }

    private double logLeft(int point, double duration) {
        return Math.log(Math.max(duration - seconds[point], 0.05));
    }

    void exchange(Exchange with) {
        size = with.count(size);
        spacing = with.real(spacing);
        lastIsSpare = with.flag(lastIsSpare);
        for (int i = 0; i < size; i++) {
            seconds[i] = with.real(seconds[i]);
            done[i] = with.real(done[i]);
            predictions[i].exchange(with);
        }
    }
}
