package org.jobledger.engine.runtime;

import org.jobledger.engine.EngineClock;

/**
 * How long a job is worked on: runs while the handler works and stands while it rests. Immutable, so that anybody reads it without a lock.
 *
 * @param clock where times come from
 * @param startNanos when it would have been started had it never stood
 * @param stoppedNanos when it was stopped
 * @param stopped whether it stands
 * @param beforeMillis how long the job was worked on before, milliseconds
 */
record WorkClock(EngineClock clock, long startNanos, long stoppedNanos, boolean stopped, long beforeMillis) {
    private static final long NANOS_OF_MILLI = 1_000_000;

    static WorkClock start(EngineClock clock, long beforeMillis) {
        return new WorkClock(clock, clock.nanoTime(), 0, false, beforeMillis);
    }

    long millis() {
        return stopped ? millisAt(stoppedNanos) : millisAt(clock.nanoTime());
    }

    /** The same when the clock said this, unless it stands. */
    long millis(long nanos) {
        return millisAt(stopped ? stoppedNanos : nanos);
    }

    private long millisAt(long now) {
        // By a number that the compiler knows: a division by one that it does not takes as long as all else here.
        return beforeMillis + (now - startNanos) / NANOS_OF_MILLI;
    }

    WorkClock stop() {
        return stopped ? this : stop(clock.nanoTime());
    }

    /** The same when the clock said this. */
    WorkClock stop(long nanos) {
        return stopped ? this : new WorkClock(clock, startNanos, nanos, true, beforeMillis);
    }

    WorkClock goOn() {
        return stopped
                ? new WorkClock(clock, startNanos + (clock.nanoTime() - stoppedNanos), 0, false, beforeMillis)
                : this;
    }
}
