package org.jobledger.engine.progress;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jobledger.engine.Forecast;
import org.jobledger.engine.InvalidRequestException;

/**
 * Everything the estimators learn: a pure fold over completed jobs in the order of the log, so that replay rebuilds it exactly. No clock, no
 * input or output. Thread-safe.
 */
public final class EstimateHistory {
    private static final int COMMON_RESIDUALS = 200;
    private static final int SCORES = 1000;

    private static final double NORMAL_TENTH = 1.2815515655446004;

    private final Tuning tuning;
    private final Map<EstimateKey, KeyHistory> keys = new LinkedHashMap<>();
    private final Residuals residuals = new Residuals(COMMON_RESIDUALS);
    private final RecentValues scores = new RecentValues(SCORES);
    private final CommonCurves curves = new CommonCurves();
    private final Tide tide = new Tide();

    /** A history that knows nothing. */
    public EstimateHistory() {
        this(Tuning.CHOSEN);
    }

    /** The same with other constants, for the program that chooses them. */
    public EstimateHistory(Tuning tuning) {
        this.tuning = tuning;
    }

    /**
     * The estimator of a job that starts now; it keeps what is known at this moment.
     *
     * @param size what the duration of such jobs goes by, in units; 0 for the job's total
     * @param atMillis this moment by the clock of the ledger, milliseconds since 1970
     */
    public synchronized TimeEstimator start(EstimateKey key, long size, long atMillis) {
        KeyHistory history = keys.getOrDefault(key, new KeyHistory());
        boolean known = history.jobs() > 0;
        Knowledge knowledge = new Knowledge(
                history.jobs(),
                size,
                known ? warp(key, history) : curves.of(key.operation(), tuning.operationSlope()),
                known ? history.priorPerUnit(tide.felt(atMillis), tuning.scatter()) : null,
                known ? history.guard().trustInLive() : 0,
                new ConformalInterval(residuals, history.residuals(), scores));
        return new TimeEstimator(knowledge, tuning);
    }

    private Warp warp(EstimateKey key, KeyHistory history) {
        Warp expected = curves.of(key, history.meanCurve(), tuning.operationSlope());
        return history.warp(expected, tuning.ownSlope());
    }

    /** Whether a job of a key completed before. */
    public synchronized boolean knows(EstimateKey key) {
        return keys.containsKey(key);
    }

    /**
     * Learns from a job that completed. Failed and cancelled ones teach nothing.
     *
     * @param atMillis when it did by the clock of the ledger, milliseconds since 1970
     */
    public synchronized void learn(EstimateKey key, CompletedRun run, long atMillis) {
        KeyHistory history = keys.computeIfAbsent(key, k -> new KeyHistory());
        for (Lesson lesson : run.lessons()) {
            double residual = KeyHistory.clamp(lesson.actual() - lesson.predicted());
            scores.add(residual / ConformalInterval.width(residuals, history.residuals(), lesson.tenth()));
            residuals.add(lesson.tenth(), residual);
        }
        if (history.jobs() > 0) {
            tide.add(run.logSecondsPerUnit() - history.logSeconds().mean(), atMillis);
            curves.remove(key, history.meanCurve());
        }
        history.learn(run, tide.height(atMillis));
        curves.add(key, history.meanCurve());
    }

    /**
     * How long a job would take that has not begun; empty means "no history".
     *
     * @param size in units, as at {@link #start}; more than 0
     * @param atMillis when it would begin, milliseconds since 1970
     * @throws InvalidRequestException if it is not
     */
    public synchronized Optional<Forecast> forecast(EstimateKey key, long size, long atMillis) {
        if (size <= 0) {
            throw new InvalidRequestException("a job of size " + size + " cannot be estimated");
        }
        KeyHistory history = keys.get(key);
        if (history == null) {
            return Optional.empty();
        }
        double log = history.logSeconds().mean() + tide.felt(atMillis) + Math.log((double) size);
        double reach = NORMAL_TENTH * history.scatter(tuning.scatter());
        return Optional.of(new Forecast(millis(log - reach), millis(log), millis(log + reach), history.jobs()));
    }

    /** How long jobs of a key take, whatever their size; empty means "no history". */
    public synchronized Optional<Duration> usualDuration(EstimateKey key) {
        return Optional.ofNullable(keys.get(key)).map(history -> Duration.ofMillis(millis(history.logDuration())));
    }

    private static long millis(double logSeconds) {
        return Math.round(Math.exp(logSeconds) * 1000);
    }

    synchronized void exchange(Exchange with) {
        residuals.exchange(with);
        scores.exchange(with);
        curves.exchange(with);
        tide.exchange(with);
        Iterator<EstimateKey> known = List.copyOf(keys.keySet()).iterator();
        for (int left = with.count(keys.size()); left > 0; left--) {
            EstimateKey key = EstimateKey.exchange(with, known.hasNext() ? known.next() : null);
            keys.computeIfAbsent(key, any -> new KeyHistory()).exchange(with);
        }
    }
}
