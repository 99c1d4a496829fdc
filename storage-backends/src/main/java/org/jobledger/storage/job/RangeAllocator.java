package org.jobledger.storage.job;

import java.io.IOException;
import org.jobledger.engine.JobContext;
import org.jobledger.storage.io.VolumeFile;

/**
 * Gives a part of a file its place, step by step. For the thread of the job.
 *
 * @param job the job
 * @param file the file
 * @param stepBytes how much is asked for at once, bytes
 */
record RangeAllocator(JobContext job, VolumeFile file, long stepBytes) {
    /** What is done after each step; it is told where the next begins. */
    @FunctionalInterface
    interface After {
        void step(long at) throws IOException;
    }

    void allocate(long from, long to, After after) throws IOException {
        for (long at = from; at < to; ) {
            long step = Math.min(stepBytes, to - at);
            job.pace(step);
            file.allocate(at, step);
            at += step;
            job.progress().advance(step);
            after.step(at);
        }
    }
}
