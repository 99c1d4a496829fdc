package org.jobledger.engine.progress;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a job when it starts.
 *
 * @param jobs how many earlier jobs of its key there were
 * @param size what its duration goes by, in units; 0 for its total
 * @param warp where its time goes
 * @param perUnit the rate to expect of a job of size 1; null where there is no history
 * @param trustInLive the weight of the estimate without history, 0 to 1
 * @param interval how far off it may be
 */
record Knowledge(
        int jobs,
        long size,
        Warp warp,
        @Nullable HistoryPrior perUnit,
        double trustInLive,
        ConformalInterval interval) {

    /** The rate to expect of a job with this total, or null where there is no history. */
    @Nullable
    HistoryPrior prior(long total) {
        return perUnit == null ? null : perUnit.scaled(1 / sizeOr(total));
    }

    double sizeOr(long total) {
        return (double) (size > 0 ? size : Math.max(total, 1));
    }

    static Knowledge exchange(Exchange with, @Nullable Knowledge now) {
        return new Knowledge(
                with.count(now == null ? 0 : now.jobs),
                with.whole(now == null ? 0 : now.size),
                Warp.exchange(with, now == null ? Warp.IDENTITY : now.warp),
                HistoryPrior.exchange(with, now == null ? null : now.perUnit),
                with.real(now == null ? 0 : now.trustInLive),
                ConformalInterval.exchange(with, now == null ? null : now.interval));
    }
}
