package org.jobledger.cli.progress;

import org.jobledger.engine.JobInfo;
import org.jobledger.engine.TimeRemaining;
import org.jobledger.engine.event.JobStatus;

/**
 * How long a job will still take, as it is shown.
 *
 * @param state what can be said
 * @param likelyMillis the even bet; meaningful where it is RUNNING
 * @param atMostMillis with nine chances in ten it takes no longer; {@link #UNKNOWN} where that is not known
 * @param stalledMillis since when nothing moves, where it is STALLED
 * @param share the share of the whole time that has passed, 0 to 1, or {@link #UNKNOWN}; drives bar and percentage
 */
record TimeLeft(State state, long likelyMillis, long atMostMillis, long stalledMillis, double share) {
    static final long UNKNOWN = -1;

    /** Nothing can be said, and nothing will be. */
    static final TimeLeft NONE = of(State.NONE, UNKNOWN);

    static TimeLeft of(State state, double share) {
        return new TimeLeft(state, UNKNOWN, UNKNOWN, 0, share);
    }

    /** What the engine says of a job. */
    static TimeLeft of(JobInfo info) {
        double share = share(info);
        if (info.total() < 0) {
            return NONE;
        } else if (info.status() == JobStatus.PAUSED) {
            return of(State.PAUSED, share);
        } else if (info.status() != JobStatus.RUNNING) {
            return of(State.NONE, share);
        }
        TimeRemaining estimate = info.estimate();
        return switch (estimate.state()) {
            case ESTIMATING -> of(State.ESTIMATING, share);
            case RUNNING -> clock(estimate, share);
            case STALLED -> new TimeLeft(State.STALLED, UNKNOWN, UNKNOWN, estimate.stalledMillis(), share);
            case FINALIZING -> of(State.FINALIZING, share);
            case PAUSED -> of(State.PAUSED, share);
        };
    }

    /** The bound is raw and the figure before it calm: it must not be shown as less. */
    private static TimeLeft clock(TimeRemaining estimate, double share) {
        long shown = estimate.shownMillis();
        return shown < 0
                ? of(State.ESTIMATING, share)
                : new TimeLeft(State.RUNNING, shown, Math.max(shown, estimate.p90Millis()), 0, share);
    }

    private static double share(JobInfo info) {
        if (info.total() < 0) {
            return UNKNOWN;
        } else if (info.estimate().known()) {
            return info.estimate().timeShare();
        }
        return info.total() == 0 ? 0 : (double) info.processed() / info.total();
    }

    enum State {
        /** It has no total, or does not run: nothing is shown. */
        NONE,
        /** Too little is known yet. */
        ESTIMATING,
        /** The clock runs. */
        RUNNING,
        /** Nothing moves. */
        STALLED,
        /** All is done but the end. */
        FINALIZING,
        /** It was told to wait. */
        PAUSED
    }
}
