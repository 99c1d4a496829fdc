package org.jobledger.engine;

/**
 * The code of an operation whose work is prepared by {@link #run} and made to stand by a step of its own, such as moving a finished file to
 * its name (QEMU: the prepare and commit of block jobs).
 *
 * <p>{@link #commit} is called when it is durable that the work stands: after {@link Job#finalizeJob} where that was left to somebody; else
 * when {@code run} has returned, in a group when all of it have. From then on the job accepts no verb and is not undone any more.
 */
public interface CommittingHandler extends JobHandler {

    /**
     * Makes the work stand, as often as it is called: it is called again after a crash or a close that came before its end was recorded.
     * Called on a worker with no lock held. It may read the job and {@link JobContext#record} definitions; ticks, phases and checkpoints are
     * over, and {@link JobContext#checkAbort()} throws only where the engine closes.
     *
     * @throws Exception if the work cannot stand: the job fails with the message and is not undone, as some of it may stand already
     */
    void commit(JobContext job) throws Exception;
}
