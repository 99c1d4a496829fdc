package org.jobledger.engine.ledger;

import java.time.Duration;

/**
 * Whether so much is appended to a log that work which can wait leaves the processors to those who append. For one thread.
 *
 * <p>Judged anew every {@link #WINDOW}, by how far the log has grown in it.
 */
final class Traffic {
    /** Over how long the growth is measured. */
    static final Duration WINDOW = Duration.ofMillis(50);

    /** From here on it is much. */
    static final long MUCH_PER_SECOND = 20_000;

    /** From here on those who append want all that the processors have. */
    static final long VERY_MUCH_PER_SECOND = 30_000;

    private long end;
    private long at;
    private double perSecond;

    /** Begins where a log ends, at a reading of the system's timer. */
    Traffic(long logEnd, long nanos) {
        this.end = logEnd;
        this.at = nanos;
    }

    /** Whether it is much, where the log ends there at that reading of the timer. */
    boolean much(long logEnd, long nanos) {
        return perSecond(logEnd, nanos) >= MUCH_PER_SECOND;
    }

    /** How many events came in a second when it was judged last, where the log ends there at that reading of the timer. */
    double perSecond(long logEnd, long nanos) {
        long passed = nanos - at;
        if (passed >= WINDOW.toNanos()) {
            perSecond = (logEnd - end) * 1e9 / passed;
            end = logEnd;
            at = nanos;
        }
        return perSecond;
    }
}
