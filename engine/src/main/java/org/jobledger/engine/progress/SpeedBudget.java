package org.jobledger.engine.progress;

/**
 * How long work has to wait under a speed limit. What is done is a debt that is paid off at the speed of the limit; the next piece may be
 * done when nothing is owed. So the speed over a time is the limit, off by no more than one piece. For one thread.
 */
public final class SpeedBudget {
    private static final double NANOS = 1e9;

    private double owed;
    private long settledNanos;
    private long limit;

    /** A budget that owes nothing. */
    public SpeedBudget(long nowNanos) {
        settledNanos = nowNanos;
    }

    /**
     * How long to wait before the next piece, nanoseconds; 0 or less where it may be done now.
     *
     * @param nowNanos a clock that only counts
     * @param newLimit units per second, 0 for no limit; it holds from the call before
     */
    public long nanosToWait(long nowNanos, long newLimit) {
        if (newLimit != limit && limit > 0) {
            pay(nowNanos, limit);
        }
        limit = newLimit;
        if (limit == 0) {
            owed = 0;
            settledNanos = nowNanos;
            return 0;
        }
        pay(nowNanos, limit);
        return (long) Math.ceil(owed / limit * NANOS);
    }

    private void pay(long nowNanos, long unitsPerSecond) {
        owed = Math.max(0, owed - (nowNanos - settledNanos) / NANOS * unitsPerSecond);
        settledNanos = nowNanos;
    }

    /** A piece of work is done now. */
    public void spend(long amount) {
        owed += limit == 0 ? 0 : amount;
    }
}
