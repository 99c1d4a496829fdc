package org.jobledger.storage.job;

import java.time.Duration;

/**
 * How a job goes over a volume. A checkpoint is due after enough work that was long enough beside what a checkpoint costs, or after a time.
 *
 * @param blockBytes how much is written by one call, bytes; a multiple of 64 KiB, for the sake of direct I/O
 * @param checkpointBytes a checkpoint is due after this much work, bytes
 * @param worth how many times as long as the last checkpoint took the work since must have taken, 0 for no such rule
 * @param checkpointEvery a checkpoint is due after this time, whatever it costs
 * @param ahead whether blocks are made on a thread of its own while those before are written
 */
public record Pace(int blockBytes, long checkpointBytes, int worth, Duration checkpointEvery, boolean ahead) {
    /** For real disks: checkpoints take no more than a fiftieth of the time. */
    public static final Pace USUAL = new Pace(4 << 20, 64L << 20, 50, Duration.ofSeconds(2), true);

    /** Whether a checkpoint is due. */
    boolean due(long bytesSince, long nanosSince, long lastCostNanos) {
        return (bytesSince >= checkpointBytes && nanosSince >= worth * lastCostNanos)
                || nanosSince >= checkpointEvery.toNanos();
    }
}
