package org.jobledger.engine.ledger;

import java.time.Duration;

/**
 * When the projector rests, so that the tables cost those who append as little as can be. For the projector's thread.
 *
 * <p>A transaction of H2 costs nearly as much for one event as for ten, so that while little comes the projector waits a moment for more. While
 * very much comes it works a third of the time, and the tables fall behind: they catch up when it is quieter, or once they are
 * {@link #FAR_BEHIND}. Nobody who waits for a position waits for a rest.
 */
final class ProjectorPace {
    /** How long events may be gathered for one transaction. */
    static final Duration GATHERING = Duration.ofMillis(20);

    /** So many events behind, the projector does not rest any more. */
    static final long FAR_BEHIND = 5_000_000;

    private static final int RESTS_FOR_WORK = 2;

    private final Traffic traffic;

    ProjectorPace(Traffic traffic) {
        this.traffic = traffic;
    }

    /**
     * How long to rest after a group was put into the tables.
     *
     * @param logEnd where the log ends
     * @param applied where the tables stand
     * @param nanos a reading of the system's timer
     * @param worked how long the group took, nanoseconds
     */
    Duration rest(long logEnd, long applied, long nanos, long worked) {
        boolean much = traffic.much(logEnd, nanos);
        long behind = logEnd - applied;
        if (behind > FAR_BEHIND) {
            return Duration.ZERO;
        } else if (much) {
            return Duration.ofNanos(RESTS_FOR_WORK * worked);
        }
        return behind == 0 ? GATHERING : Duration.ZERO;
    }
}
