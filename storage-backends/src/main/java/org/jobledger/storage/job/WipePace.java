package org.jobledger.storage.job;

import java.time.Duration;

/**
 * How a wipe goes forward. A checkpoint is due after enough work that was long enough beside what a checkpoint costs, or after a time.
 *
 * @param blockBytes how much is written by one call, bytes; a multiple of 64 KiB, for the sake of direct I/O
 * @param checkpointBytes a checkpoint is due after this much work, bytes
 * @param worth how many times as long as the last checkpoint took the work since must have taken, 0 for no such rule
 * @param checkpointEvery a checkpoint is due after this time, whatever it costs
 */
public record WipePace(int blockBytes, long checkpointBytes, int worth, Duration checkpointEvery) {
    /** For real disks: checkpoints take no more than a fiftieth of the time. */
    public static final WipePace USUAL = new WipePace(4 << 20, 64L << 20, 50, Duration.ofSeconds(2));

    /** Whether a checkpoint is due. */
    boolean due(long bytesSince, long nanosSince, long lastCostNanos) {
        return (bytesSince >= checkpointBytes && nanosSince >= worth * lastCostNanos)
                || nanosSince >= checkpointEvery.toNanos();
    }
}
