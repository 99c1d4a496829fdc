package org.jobledger.engine.progress;

import java.util.List;

/**
 * All that was learned, as plain data that JSON can carry, so that opening need not read all history again. The lists are the oldest first.
 *
 * @param keys one for each key, in the order they first appeared
 * @param residuals the errors of all keys together, by tenth of the way
 * @param scores those errors in units of the width they were expected to have
 */
public record HistorySnapshot(List<Key> keys, List<List<Double>> residuals, List<Double> scores) {

    /** Copies the lists. */
    public HistorySnapshot {
        keys = List.copyOf(keys);
        residuals = residuals.stream().map(List::copyOf).toList();
        scores = List.copyOf(scores);
    }

    /**
     * What was learned of one key.
     *
     * @param key the key
     * @param logSecondsPerUnit the logarithms of seconds per unit of size, one a job
     * @param curves the time-share curves, 33 knots each, one a job
     * @param residuals logarithms of actual over predicted, by tenth of the way
     * @param liveErrors the errors of the live rate, in units of its model
     * @param historyLoss the faded sum of errors with history
     * @param liveLoss the faded sum of errors without
     * @param points how many points these two have seen
     */
    public record Key(
            EstimateKey key,
            List<Double> logSecondsPerUnit,
            List<List<Double>> curves,
            List<List<Double>> residuals,
            List<Double> liveErrors,
            double historyLoss,
            double liveLoss,
            int points) {

        /** Copies the lists. */
        public Key {
            logSecondsPerUnit = List.copyOf(logSecondsPerUnit);
            curves = curves.stream().map(List::copyOf).toList();
            residuals = residuals.stream().map(List::copyOf).toList();
            liveErrors = List.copyOf(liveErrors);
        }
    }
}
