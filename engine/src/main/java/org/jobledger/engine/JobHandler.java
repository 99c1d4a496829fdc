package org.jobledger.engine;

import org.jobledger.engine.event.Document;

/**
 * The code that does the work of an operation.
 *
 * <p>Called on a worker thread of the engine with no lock held. One handler serves all jobs of its operation, at the same time on many
 * threads; keep the state of a job in local variables and checkpoints.
 */
@FunctionalInterface
public interface JobHandler {

    /**
     * Does the work, from {@link JobContext#checkpoint()} where there is one.
     *
     * @return what is worth knowing of the outcome
     * @throws JobAbortedException (from {@link JobContext#checkAbort()}) to end the job as cancelled
     * @throws Exception to end the job as failed, with the message
     */
    Document run(JobContext job) throws Exception;

    /**
     * Undoes what was done, as often as it is called: after an abort, after a failure, and after a crash where the job is rolled back.
     *
     * @throws Exception if it cannot be undone; the job ends as failed
     */
    default void undo(JobContext job) throws Exception {}
}
