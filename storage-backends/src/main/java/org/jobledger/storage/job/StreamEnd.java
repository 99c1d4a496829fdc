package org.jobledger.storage.job;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Optional;
import org.jobledger.engine.Job;
import org.jobledger.engine.JobInfoType;
import org.jobledger.engine.JobStats;
import org.jobledger.storage.JobUnsuccessfulException;

/**
 * How the caller of a stream learns of the end of the job behind it.
 *
 * @param job the job
 */
record StreamEnd(Job job) {

    /** Looks whether the job is still there; a job that was refused or aborted before it began never touches its stream. */
    void check() throws IOException {
        try {
            Optional<JobStats> ended = job.await(Duration.ofMillis(1));
            if (ended.isPresent()) {
                throw failure(ended.get());
            }
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    /** Waits for the end, and throws unless it is a good one. */
    void requireCompleted() throws IOException {
        try {
            JobStats stats = job.await();
            if (stats.type() != JobInfoType.COMPLETED) {
                throw failure(stats);
            }
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    /** Waits for the end, whatever it is; an interrupt ends the waiting and stays. */
    void await() {
        try {
            JobStats unused = job.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static IOException failure(JobStats stats) {
        JobUnsuccessfulException cause = new JobUnsuccessfulException(stats);
        return new IOException(cause.getMessage(), cause);
    }

    static IOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("interrupted while waiting for the job behind the stream");
    }
}
