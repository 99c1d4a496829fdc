package org.jobledger.engine.state;

/**
 * How far a job is.
 *
 * @param processed the amount done, in units
 * @param total the amount to do, in units, or {@link #UNKNOWN}
 * @param unit what is counted, such as "bytes"; empty while no total is declared
 * @param workingMillis how long the job has been worked on over all attempts, milliseconds
 * @param ticks how many progress samples were recorded
 */
public record Work(long processed, long total, String unit, long workingMillis, long ticks) {
    /** The total of a job that has declared none. */
    public static final long UNKNOWN = -1;

    /** Nothing done, nothing known. */
    public static final Work NONE = new Work(0, UNKNOWN, "", 0, 0);

    /** True when the total is known. */
    public boolean bounded() {
        return total != UNKNOWN;
    }

    Work declared(long newTotal, String newUnit) {
        return new Work(processed, newTotal, newUnit, workingMillis, ticks);
    }

    Work reached(long newProcessed, long newWorkingMillis) {
        return new Work(newProcessed, total, unit, newWorkingMillis, ticks);
    }

    Work ticked(long newProcessed, long newWorkingMillis) {
        return new Work(newProcessed, total, unit, newWorkingMillis, ticks + 1);
    }

    /** The work of a new attempt: what was done up to a checkpoint stands, the working time goes on, the total is declared anew. */
    Work againFrom(long checkpointed) {
        return new Work(checkpointed, UNKNOWN, "", workingMillis, ticks);
    }
}
