package org.jobledger.engine.progress;

import java.time.Instant;
import org.jobledger.engine.EstimateState;
import org.jobledger.engine.TimeRemaining;
import org.jspecify.annotations.Nullable;

/**
 * What a job's last tick says of the time after it: enough to answer at any later moment without the estimator. Immutable, so that readers
 * need no lock. Times are seconds of working time.
 *
 * @param resting the state unless nothing moves for too long
 * @param tick when the tick was
 * @param wallMillis the same moment by the clock of the ledger, milliseconds since 1970
 * @param lastProgress when there was progress last
 * @param onset when silence becomes a stall; infinite where it cannot
 * @param predicted when the even bet was made, at the last step; moved by the time that was no work
 * @param remaining the even bet then; NaN where nothing can be said
 * @param lowFactor what it is multiplied by so that one in ten takes less
 * @param highFactor what it is multiplied by so that nine in ten take no more
 * @param shownEnd the end that people are shown
 * @param share the share of the whole time that has passed
 * @param shortRate units per second over the last seconds
 * @param overallRate units per second over all
 * @param jobs how many earlier jobs it rests on
 */
public record Outlook(
        EstimateState resting,
        double tick,
        long wallMillis,
        double lastProgress,
        double onset,
        double predicted,
        double remaining,
        double lowFactor,
        double highFactor,
        double shownEnd,
        double share,
        double shortRate,
        double overallRate,
        int jobs) {

    /** While the next step or the end is awaited what is left shrinks with the time, but not below this part. */
    private static final double LEAST_PART = 0.3;

    /**
     * What can be said at a moment.
     *
     * @param workingMillis how long the job has been worked on; not before the tick
     */
    public TimeRemaining at(long workingMillis) {
        double at = Math.max(workingMillis / 1000.0, tick);
        boolean still = at > onset;
        double left = still ? remaining : left(at);
        long shown = millis(still ? shownInStall() : shown(at));
        return new TimeRemaining(
                still && resting != EstimateState.PAUSED ? EstimateState.STALLED : resting,
                millis(left * lowFactor),
                millis(left),
                millis(left * highFactor),
                shown,
                end(at, shown),
                still ? rounded(at - lastProgress) : 0,
                share,
                shortRate,
                overallRate,
                jobs);
    }

    private @Nullable Instant end(double at, long shown) {
        return shown == TimeRemaining.UNKNOWN || resting == EstimateState.PAUSED
                ? null
                : Instant.ofEpochMilli(wallMillis + rounded(at - tick) + shown);
    }

    /** In a stall everything stands as it stood at the last step; a tick within it has moved the end along. */
    private double shownInStall() {
        return Math.max(shownEnd - (tick > onset ? tick : lastProgress), 0);
    }

    private double shown(double at) {
        return Math.max(shownEnd - at, LEAST_PART * Math.max(shownEnd - predicted, 0));
    }

    private double left(double at) {
        double since = at - (resting == EstimateState.FINALIZING ? lastProgress : predicted);
        return Math.max(remaining - since, LEAST_PART * remaining);
    }

    private static long millis(double seconds) {
        return Double.isNaN(seconds) ? TimeRemaining.UNKNOWN : rounded(seconds);
    }

    /** Seconds are not negative here, so cutting rounds; Math.round costs several times as much. */
    private static long rounded(double seconds) {
        return (long) (seconds * 1000 + 0.5);
    }
}
