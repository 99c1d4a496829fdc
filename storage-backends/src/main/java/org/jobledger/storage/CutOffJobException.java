package org.jobledger.storage;

/**
 * Thrown by a driver that repeats calls ({@link StorageDriver#repeating}) when a job that a crash had cut off does, or has done since, just
 * what is asked for. Nothing was begun.
 */
public final class CutOffJobException extends StorageException {
    private static final long serialVersionUID = 1L;

    private final long jobId;
    private final boolean ended;
    private final boolean doomed;

    /**
     * An error about one.
     *
     * @param jobId the job
     * @param ended whether it has completed already
     * @param doomed whether it was only started to be brought to a clean failure
     */
    public CutOffJobException(String message, long jobId, boolean ended, boolean doomed) {
        super("cut-off-job", message);
        this.jobId = jobId;
        this.ended = ended;
        this.doomed = doomed;
    }

    /** The number of that job. */
    public long jobId() {
        return jobId;
    }

    /** Whether it has completed since the ledger was opened; else it goes on. */
    public boolean ended() {
        return ended;
    }

    /** Whether it cannot do what is asked for any more, and goes on only to its failure: then the call can be made anew. */
    public boolean doomed() {
        return doomed;
    }
}
