package org.jobledger.storage.job;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jobledger.engine.JobContext;
import org.jobledger.storage.io.VolumeFile;

/**
 * Zeros for a part of a volume: by giving its blocks back where that can be done, else written.
 *
 * @param job who does it
 * @param file the volume
 */
record Zeros(JobContext job, VolumeFile file) {
    private static final int BLOCK = 1 << 20;
    private static final long STEP = 1L << 30;

    /** Makes the bytes from one offset to before another read as zeros. */
    void write(long from, long to) throws IOException {
        for (long at = from; at < to; at += STEP) {
            job.checkAbort();
            step(at, Math.min(at + STEP, to));
        }
    }

    private void step(long from, long to) throws IOException {
        try {
            file.discard(from, to - from);
        } catch (UnsupportedOperationException e) {
            ByteBuffer zeros = file.buffer(BLOCK);
            for (long at = from; at < to; at += zeros.limit()) {
                zeros.clear().limit((int) Math.min(zeros.capacity(), to - at));
                job.pace(zeros.limit());
                file.write(zeros, at);
            }
        }
    }
}
