package org.jobledger.benchmarks.eta;

import org.jobledger.engine.TimeRemaining;
import org.jobledger.engine.progress.EstimateHistory;
import org.jobledger.engine.progress.EstimateKey;
import org.jobledger.engine.progress.TimeEstimator;
import org.jobledger.engine.progress.Tuning;

/** The engine's own estimator: what people are shown, or its even bet as it is. */
final class Hmw implements Contestant {
    private final EstimateHistory history;
    private final boolean learning;
    private final boolean raw;

    private Hmw(Tuning tuning, boolean learning, boolean raw) {
        this.history = new EstimateHistory(tuning);
        this.learning = learning;
        this.raw = raw;
    }

    /** As people see it. */
    static Hmw shown() {
        return shown(Tuning.CHOSEN);
    }

    /** The same with other constants. */
    static Hmw shown(Tuning tuning) {
        return new Hmw(tuning, true, false);
    }

    /** Its P50, not smoothed. */
    static Hmw raw() {
        return new Hmw(Tuning.CHOSEN, true, true);
    }

    /** Every job as if it were the first ever. */
    static Hmw withoutHistory() {
        return new Hmw(Tuning.CHOSEN, false, false);
    }

    @Override
    public Predictor start(Trace trace) {
        EstimateKey key = new EstimateKey(trace.operation(), "", trace.kind(), 0);
        TimeEstimator estimator = history.start(key, trace.size(), 1000 * trace.start());
        return new Predictor() {
            @Override
            public void tick(long millis, long done) {
                estimator.tick(millis, done, trace.total());
            }

            @Override
            public Prediction at(long millis) {
                return prediction(estimator.estimate(millis));
            }

            @Override
            public void ended(long durationMillis) {
                if (learning) {
                    estimator
                            .complete(durationMillis)
                            .ifPresent(run -> history.learn(key, run, 1000 * trace.start() + durationMillis));
                }
            }
        };
    }

    private Prediction prediction(TimeRemaining estimate) {
        if (!estimate.known()) {
            return Prediction.NONE;
        }
        return new Prediction(
                (raw ? estimate.p50Millis() : estimate.shownMillis()) / 1000.0,
                estimate.p10Millis() / 1000.0,
                estimate.p50Millis() / 1000.0,
                estimate.p90Millis() / 1000.0);
    }
}
