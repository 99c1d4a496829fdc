package org.jobledger.engine.ledger;

import java.time.Duration;

/**
 * When the projector rests, so that the tables cost those who append as little as can be. For the projector's thread.
 *
 * <p>A transaction of H2 costs nearly as much for one event as for ten, so that while little comes the projector waits a moment for more. While
 * much comes it works a third of the time, and a tenth while very much comes, and the tables fall behind: they catch up when it is quieter, or
 * once they are as far behind as they may be. Nobody who waits for a position waits for a rest.
 */
final class ProjectorPace {
    /** How long events may be gathered for one transaction. */
    static final Duration GATHERING = Duration.ofMillis(20);

    private static final int RESTS_FOR_WORK = 2;
    private static final int RESTS_FOR_WORK_WHILE_VERY_MUCH_COMES = 9;

    private final Traffic traffic;
    private final long mostBehind;

    /** @param mostBehind so many events behind, the projector does not rest any more */
    ProjectorPace(Traffic traffic, long mostBehind) {
        this.traffic = traffic;
        this.mostBehind = mostBehind;
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
        double perSecond = traffic.perSecond(logEnd, nanos);
        long behind = logEnd - applied;
        if (behind > mostBehind) {
            return Duration.ZERO;
        } else if (perSecond >= Traffic.VERY_MUCH_PER_SECOND) {
            return Duration.ofNanos(RESTS_FOR_WORK_WHILE_VERY_MUCH_COMES * worked);
        } else if (perSecond >= Traffic.MUCH_PER_SECOND) {
            return Duration.ofNanos(RESTS_FOR_WORK * worked);
        }
        return behind == 0 ? GATHERING : Duration.ZERO;
    }
}
