package org.jobledger.storage.job;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.jobledger.engine.JobContext;
import org.jobledger.storage.io.VolumeFile;

/**
 * Gives a part of a file its place, step by step. For the thread of the job.
 *
 * @param job the job
 * @param file the file
 * @param stepBytes how much is asked for at once, bytes; more once it is seen to be quick
 */
record RangeAllocator(JobContext job, VolumeFile file, long stepBytes) {
    private static final long QUICK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final int MOST_STEPS = 64;

    /** What is done after each step; it is told where the next begins, and of how many bytes this one was. */
    @FunctionalInterface
    interface After {
        void step(long at, long bytes) throws IOException;
    }

    void allocate(long from, long to, After after) throws IOException {
        long most = stepBytes;
        for (long at = from; at < to; ) {
            long step = Math.min(most, to - at);
            job.pace(step);
            long began = System.nanoTime();
            file.allocate(at, step);
            // Most file systems give gigabytes their place in no time; those that write zeros do not.
            most = System.nanoTime() - began < QUICK_NANOS ? Math.min(most * 2, stepBytes * MOST_STEPS) : stepBytes;
            at += step;
            job.progress().advance(step);
            after.step(at, step);
        }
    }
}
