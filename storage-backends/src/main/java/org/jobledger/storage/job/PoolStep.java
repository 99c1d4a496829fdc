package org.jobledger.storage.job;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.jobledger.engine.JobAbortedException;
import org.jobledger.engine.JobContext;
import org.jobledger.engine.event.Document;
import org.jobledger.storage.BackendException;

/** How far the job of a pool has come, as its checkpoint says. */
enum PoolStep {
    /** Nothing behind the pool was touched. */
    NONE,
    /** It may have been built in part. */
    BUILDING,
    /** It is built, and not started. */
    BUILT,
    /** It may be started. */
    STARTING;

    private static final String FIELD = "step";

    /** The step before which a job was cut off, or which it has entered last. */
    static PoolStep of(JobContext job) {
        Optional<Document> checkpoint = job.checkpoint();
        return checkpoint
                .map(state -> valueOf(state.string(FIELD).toUpperCase(Locale.ROOT)))
                .orElse(NONE);
    }

    /**
     * Does what a step does. A program that runs is killed when the thread of a job is interrupted, which it is after somebody has asked the
     * job to stop: what that program then failed with is no failure of the job.
     *
     * @param leaves what people must know of the pool when it was stopped here; empty where there is nothing
     * @throws JobAbortedException if somebody has stopped it
     * @throws BackendException if it has failed
     */
    void work(JobContext job, String leaves, Runnable work) throws IOException {
        job.checkAbort();
        enter(job);
        try {
            work.run();
        } catch (BackendException e) {
            if (job.abortRequested()) {
                throw new JobAbortedException(String.valueOf(e.getMessage()), leaves, e);
            }
            throw e;
        }
    }

    /** Records that the job is here. What the programs have done before is durable when they have ended. */
    void enter(JobContext job) throws IOException {
        job.checkpoint(Document.of(FIELD, name().toLowerCase(Locale.ROOT)), () -> {});
    }
}
