package org.jobledger.storage.job;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.jobledger.engine.Forcing;
import org.jobledger.engine.JobContext;
import org.jobledger.engine.event.Document;

/** Takes checkpoints when they are due, see {@link Pace}. For the thread of the job. */
final class Checkpoints {
    private final JobContext job;
    private final Pace pace;
    private final Forcing data;
    private long bytesSince;
    private long atNanos = System.nanoTime();
    /** What the first is taken to cost, before it is known: a short job needs none. */
    private long costNanos = TimeUnit.MILLISECONDS.toNanos(5);

    Checkpoints(JobContext job, Pace pace, Forcing data) {
        this.job = job;
        this.pace = pace;
        this.data = data;
    }

    /** Counts work, and says whether a checkpoint is due now. */
    boolean due(long bytes) {
        bytesSince += bytes;
        return pace.due(bytesSince, System.nanoTime() - atNanos, costNanos);
    }

    /** Takes one. */
    void take(Document state) throws IOException {
        long from = System.nanoTime();
        job.checkpoint(state, data);
        atNanos = System.nanoTime();
        costNanos = atNanos - from;
        bytesSince = 0;
    }
}
