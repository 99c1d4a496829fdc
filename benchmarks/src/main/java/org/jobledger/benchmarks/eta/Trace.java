package org.jobledger.benchmarks.eta;

/**
 * The recorded progress of one job that completed.
 *
 * @param job its name
 * @param operation what it does, such as "wipe"; several kinds may do the same
 * @param kind what jobs it is like
 * @param start when it began, seconds since the epoch
 * @param size what its duration goes by, units
 * @param total what there was to do, units
 * @param durationMillis how long it took
 * @param millis the times of the samples since it began
 * @param done the units done at each
 */
@SuppressWarnings("ArrayRecordComponent") // twenty thousand samples, read and never compared
public record Trace(
        String job,
        String operation,
        String kind,
        long start,
        long size,
        long total,
        long durationMillis,
        long[] millis,
        long[] done) {

    /** How long it took, seconds. */
    public double duration() {
        return durationMillis / 1000.0;
    }

    /** When it ended, seconds since the epoch. */
    public double end() {
        return start + duration();
    }
}
