package org.jobledger.engine;

/** What can be said of a job's remaining time at a moment. */
public enum EstimateState {
    /** Nothing can be said yet: no progress, no history, or no known total. */
    ESTIMATING,
    /** The clock runs. */
    RUNNING,
    /** No progress for longer than is normal for this job; clock and rates stand still. */
    STALLED,
    /** All is done but the end; the job is flushing or tidying up. */
    FINALIZING,
    /** The job rests, as it was told to wait or a crash cut it off; clock and rates stand still. */
    PAUSED
}
