package org.jobledger.engine.progress;

import java.time.Instant;
import java.util.Optional;

/**
 * How long a job will still take, seen from one moment of its working time. All times are milliseconds of working time.
 *
 * @param state what can be said
 * @param p10Millis with one chance in ten it takes less; {@link #UNKNOWN} where nothing can be said
 * @param p50Millis the even bet, as it is, not smoothed
 * @param p90Millis with nine chances in ten it takes at most this
 * @param shownMillis the calm figure for people: follows the even bet, but moves only where it must
 * @param stalledMillis since when nothing moves; 0 unless STALLED
 * @param timeShare the share of the whole time that has passed, 0 to 1, never falling while the total stands; drives a bar
 * @param shortRate units per second over the last seconds
 * @param overallRate units per second over all the time worked
 * @param historyJobs how many earlier jobs it rests on
 */
public record Estimate(
        EstimateState state,
        long p10Millis,
        long p50Millis,
        long p90Millis,
        long shownMillis,
        long stalledMillis,
        double timeShare,
        double shortRate,
        double overallRate,
        int historyJobs) {

    /** A time that nobody knows. */
    public static final long UNKNOWN = -1;

    /** True when the times are known. */
    public boolean known() {
        return p50Millis != UNKNOWN;
    }

    /** What it rests on: "history(7)" or "live". */
    public String basis() {
        return historyJobs == 0 ? "live" : "history(" + historyJobs + ")";
    }

    /** When the job will have ended, by the figure for people, if it goes on from now; empty where it is not known. */
    public Optional<Instant> predictedEnd(Instant now) {
        return known() ? Optional.of(now.plusMillis(shownMillis)) : Optional.empty();
    }
}
