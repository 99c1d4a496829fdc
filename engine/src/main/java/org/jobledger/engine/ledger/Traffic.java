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

    private long end;
    private long at;
    private boolean much;

    /** Begins where a log ends, at a reading of the system's timer. */
    Traffic(long logEnd, long nanos) {
        this.end = logEnd;
        this.at = nanos;
    }

    /** Whether it is much, where the log ends there at that reading of the timer. */
    boolean much(long logEnd, long nanos) {
        long passed = nanos - at;
        if (passed >= WINDOW.toNanos()) {
            double perSecond = (logEnd - end) * 1e9 / passed;
            much = perSecond >= MUCH_PER_SECOND;
            end = logEnd;
            at = nanos;
        }
        return much;
    }
}
