package org.jobledger.engine.progress;

/**
 * By how much jobs of all keys have lately been slower than their keys say: what no key knows, such as how busy the machine is today. The
 * logarithm of a factor on the time that they take; it fades as time passes. Mutable; guarded by {@link EstimateHistory}.
 */
final class Tide {
    /** The part that a new job has in it: it is the tide of about the last five. */
    private static final double NEW_PART = 0.2;

    /** How much of it the next job is expected to feel; the slope of jobs' deviations on those of the five of other keys before was 0.6. */
    private static final double FELT_PART = 0.5;

    /** It is forgotten within hours, milliseconds: the load of another day says nothing. */
    private static final double MEMORY_MILLIS = 3_600_000;

    /** One odd job moves it no more than a factor of 4.5 would. */
    private static final double LARGEST_DEVIATION = 1.5;

    private double height;
    private long asOfMillis;

    /** A job took this much longer than its key said, as a logarithm; known at this moment of the clock on the wall. */
    void add(double deviation, long atMillis) {
        double before = height(atMillis);
        double bounded = Math.min(Math.max(deviation, -LARGEST_DEVIATION), LARGEST_DEVIATION);
        height = before + NEW_PART * (bounded - before);
        asOfMillis = Math.max(atMillis, asOfMillis);
    }

    /** What it is at a moment; a clock that was set back does not raise it. */
    double height(long atMillis) {
        return height * Math.exp(-Math.max(atMillis - asOfMillis, 0) / MEMORY_MILLIS);
    }

    /** How much longer than its key says a job is to be expected that begins at this moment, as a logarithm. */
    double felt(long atMillis) {
        return FELT_PART * height(atMillis);
    }

    void exchange(Exchange with) {
        height = with.real(height);
        asOfMillis = with.whole(asOfMillis);
    }
}
