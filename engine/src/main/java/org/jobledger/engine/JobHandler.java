package org.jobledger.engine;

import java.util.List;
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
     * What the ledger is to say of resources from the start of a job on, where the job starts in the moment it is accepted: one group of
     * events records all of it, the changes first. It spares {@link #run} a {@link JobContext#record}, and the disk a force; a job that had
     * to wait for its claims or for a worker starts without, so {@code run} has to look whether it is so already.
     *
     * <p>Called by whoever submits the job, on its thread, when the job has its claims and no lock is held. What it throws is thrown by
     * {@link JobEngine#submit}, as is {@link VersionConflictException} where a version is another: nothing is accepted then.
     *
     * @param jobId the number the job will have
     * @param parameters what the job is told
     * @return the changes, no resource twice
     */
    default List<ResourceChange> atStart(long jobId, Document parameters) {
        return List.of();
    }

    /**
     * Undoes what was done, as often as it is called: after an abort, after a failure, and after a crash where the job is rolled back.
     *
     * @throws Exception if it cannot be undone; the job ends as failed
     */
    default void undo(JobContext job) throws Exception {}
}
