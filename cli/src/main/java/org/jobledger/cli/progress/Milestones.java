package org.jobledger.cli.progress;

import java.time.Duration;
import org.jobledger.engine.JobInfo;

/** Says when a log is worth another line: at each 10 percent, at the first checkpoint, and each 30 seconds. Not thread-safe. */
final class Milestones {
    private static final int STEP_PERCENT = 10;
    private static final long STEP_NANOS = Duration.ofSeconds(30).toNanos();

    private int step = -1;
    private boolean checkpointed;
    private long last = Long.MIN_VALUE;

    boolean reached(JobInfo info, int percent, long nanos) {
        boolean first = last == Long.MIN_VALUE;
        boolean due = first
                || percent / STEP_PERCENT > step
                || nanos - last >= STEP_NANOS
                || (info.checkpointed() > 0 && !checkpointed);
        if (due) {
            last = nanos;
            step = percent / STEP_PERCENT;
            checkpointed = info.checkpointed() > 0;
        }
        return due;
    }
}
