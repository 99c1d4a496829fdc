package org.jobledger.engine;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How long a job will still take, seen from one moment of its working time (libvirt: VIR_DOMAIN_JOB_TIME_REMAINING, which no driver fills).
 * All times but the predicted end are milliseconds of working time, which stands still while the job is paused or the engine is down.
 *
 * @param state what can be said
 * @param p10Millis with one chance in ten it takes less; {@link #UNKNOWN} where nothing can be said
 * @param p50Millis the even bet, as it is, not smoothed
 * @param p90Millis with nine chances in ten it takes at most this
 * @param shownMillis the calm figure for people: follows the even bet, but moves only where it must
 * @param predictedEnd when it will have ended, by the figure for people; null where that is not known or the job rests
 * @param stalledMillis since when nothing moves; 0 unless STALLED
 * @param timeShare the share of the whole time that has passed, 0 to 1, never falling while the total stands; drives a bar
 * @param shortRate units per second over the last seconds
 * @param overallRate units per second over all the time worked
 * @param historyJobs how many earlier jobs it rests on
 */
public record TimeRemaining(
        EstimateState state,
        long p10Millis,
        long p50Millis,
        long p90Millis,
        long shownMillis,
        @Nullable Instant predictedEnd,
        long stalledMillis,
        double timeShare,
        double shortRate,
        double overallRate,
        int historyJobs) {

    /** A time that nobody knows. */
    public static final long UNKNOWN = -1;

    /** What is said of a job that has not shown anything yet. */
    public static final TimeRemaining NOTHING_YET =
            new TimeRemaining(EstimateState.ESTIMATING, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, null, 0, 0, 0, 0, 0);

    /** True when the times are known. */
    public boolean known() {
        return p50Millis != UNKNOWN;
    }

    /** What it rests on: "history(7)" or "live". */
    public String basis() {
        return historyJobs == 0 ? "live" : "history(" + historyJobs + ")";
    }

    /** The same of a job that cannot have ended before this much more working time; nothing changes where the times are not known. */
    public TimeRemaining atLeast(long millis) {
        if (!known() || Math.min(p10Millis, shownMillis) >= millis) {
            return this;
        }
        long shown = Math.max(shownMillis, millis);
        return new TimeRemaining(
                state,
                Math.max(p10Millis, millis),
                Math.max(p50Millis, millis),
                Math.max(p90Millis, millis),
                shown,
                predictedEnd == null ? null : predictedEnd.plusMillis(shown - shownMillis),
                stalledMillis,
                timeShare,
                shortRate,
                overallRate,
                historyJobs);
    }

    /** The same of a job that rests: there is no telling when it ends. */
    public TimeRemaining resting(EstimateState newState) {
        return new TimeRemaining(
                newState,
                p10Millis,
                p50Millis,
                p90Millis,
                shownMillis,
                null,
                0,
                timeShare,
                shortRate,
                overallRate,
                historyJobs);
    }
}
