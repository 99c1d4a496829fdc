package org.jobledger.cli.progress;

import java.time.Duration;
import org.jobledger.engine.JobInfo;

/** Says when a log is worth another line: at each 10 percent, at the first checkpoint, and each 30 seconds. Not thread-safe. */
final class Milestones {
    private static final int STEP_PERCENT = 10;
    private static final long STEP_NANOS = Duration.ofSeconds(30).toNanos();

    private int stepsTold = -1;
    private boolean checkpointTold;
    private long lastTold;

    /** Begins at a time of a steady clock. */
    Milestones(long nanos) {
        lastTold = nanos;
    }

    /**
     * Looks at a job.
     *
     * @param percent how far it is, or -1 where that is not known
     * @param nanos a steady clock
     */
    boolean reached(JobInfo info, int percent, long nanos) {
        int steps = Math.floorDiv(percent, STEP_PERCENT);
        boolean checkpointed = info.checkpointed() > 0;
        boolean due = steps > stepsTold
                || nanos - lastTold >= STEP_NANOS
                || (checkpointed && !checkpointTold && percent >= 0);
        if (due) {
            stepsTold = steps;
            checkpointTold = checkpointed;
            lastTold = nanos;
        }
        return due;
    }
}
