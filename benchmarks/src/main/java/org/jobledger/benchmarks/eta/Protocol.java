package org.jobledger.benchmarks.eta;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Runs an estimator over traces: jobs in the order they began, each learned from only after it ended; asked at 10, 20 ... 90 % of the true
 * duration and on a grid of 1 s (0.5 s for jobs under 20 s).
 */
final class Protocol {
    /** Errors beyond a factor of 20 count as that, and so does having nothing to say. */
    static final double LARGEST_ERROR = Math.log(20);

    private static final double GRID_FROM = 0.05;

    /** An end further away than this many seconds counts as this far. */
    private static final double FARTHEST = 1e5;

    private Protocol() {}

    private record Ended(double at, Predictor predictor, Trace trace) {}

    static List<JobScore> run(Contestant contestant, List<Trace> traces) {
        List<JobScore> scores = new ArrayList<>();
        Set<String> kinds = new HashSet<>();
        PriorityQueue<Ended> running = new PriorityQueue<>(Comparator.comparingDouble(Ended::at));
        for (Trace trace : traces) {
            while (!running.isEmpty() && running.peek().at() <= trace.start()) {
                Ended ended = running.remove();
                ended.predictor().ended(ended.trace().durationMillis());
            }
            Predictor predictor = contestant.start(trace);
            scores.add(new Run(predictor, trace).score(kinds.add(trace.kind())));
            running.add(new Ended(trace.end(), predictor, trace));
        }
        return scores;
    }

    /** One job. */
    private static final class Run {
        private final Predictor predictor;
        private final Trace trace;
        private final List<Double> errors = new ArrayList<>();
        private final List<JobScore.Answer> answers = new ArrayList<>();
        private int fed;
        private double lastEnd = Double.NaN;
        private double moved;

        Run(Predictor predictor, Trace trace) {
            this.predictor = predictor;
            this.trace = trace;
        }

        JobScore score(boolean firstOfKind) {
            long step = trace.durationMillis() >= 20_000 ? 1000 : 500;
            long nextGrid = step;
            for (int tenth = 1; tenth <= 9; tenth++) {
                long question = Math.round(trace.durationMillis() * tenth / 10.0);
                for (; nextGrid <= question; nextGrid += step) {
                    grid(nextGrid);
                }
                answer(question);
            }
            for (; nextGrid < trace.durationMillis(); nextGrid += step) {
                grid(nextGrid);
            }
            feed(Long.MAX_VALUE);
            return new JobScore(trace, firstOfKind, errors, answers, moved / trace.duration());
        }

        private void feed(long until) {
            for (; fed < trace.millis().length && trace.millis()[fed] <= until; fed++) {
                predictor.tick(trace.millis()[fed], trace.done()[fed]);
            }
        }

        private void grid(long millis) {
            feed(millis);
            double shown = predictor.at(millis).shown();
            if (millis >= GRID_FROM * trace.durationMillis() && !Double.isNaN(shown)) {
                double end = millis / 1000.0 + Math.min(shown, FARTHEST);
                moved += Double.isNaN(lastEnd) ? 0 : Math.abs(end - lastEnd);
                lastEnd = end;
            }
        }

        private void answer(long millis) {
            feed(millis);
            Prediction prediction = predictor.at(millis);
            double actual = (trace.durationMillis() - millis) / 1000.0;
            double error = Math.abs(Math.log(Math.max(prediction.shown(), 1e-3) / actual));
            errors.add(Double.isNaN(error) ? LARGEST_ERROR : Math.min(error, LARGEST_ERROR));
            answers.add(new JobScore.Answer(prediction, actual));
        }
    }
}
