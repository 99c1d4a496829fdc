package org.jobledger.storage.job;

import java.time.Duration;

/**
 * How a wipe goes forward.
 *
 * @param blockBytes how much is written by one call, bytes; a multiple of 64 KiB, for the sake of direct I/O
 * @param checkpointBytes a checkpoint is due after this much work, bytes
 * @param checkpointEvery or after this time
 */
public record WipePace(int blockBytes, long checkpointBytes, Duration checkpointEvery) {
    /** For real disks. */
    public static final WipePace USUAL = new WipePace(4 << 20, 128L << 20, Duration.ofSeconds(2));
}
