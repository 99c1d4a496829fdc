package org.jobledger.engine.progress;

/** How often the progress of a job is recorded: every 200th of its working time, between half a second and 30 seconds. */
public final class TickInterval {
    private static final long SHORTEST_MILLIS = 500;
    private static final long LONGEST_MILLIS = 30_000;
    private static final long TICKS_A_JOB = 200;

    private TickInterval() {}

    /** The time until the next tick of a job that has been worked on so long, both in milliseconds. */
    public static long millis(long workingMillis) {
        return Math.min(LONGEST_MILLIS, Math.max(SHORTEST_MILLIS, workingMillis / TICKS_A_JOB));
    }
}
