package org.jobledger.engine.event;

/** Where a job stands in its life. */
public enum JobStatus {
    /** Known to the ledger, nothing else yet. */
    CREATED(false),
    /** Waiting for its claims. */
    QUEUED(false),
    /** Its handler works. */
    RUNNING(false),
    /** Its handler rests on request. */
    PAUSED(false),
    /** Its handler failed and will be called again in a while. */
    RETRYING(false),
    /** Its work is done; it waits for the others of its group. */
    WAITING(false),
    /** Its work is done; somebody has to finalize it. */
    PENDING(false),
    /** Its handler was given up; it waits until that one is gone. */
    ABANDONED(false),
    /** Its handler has returned; the ending is being recorded. */
    FINISHING(false),
    /** A crash cut it off and it has not gone on yet. */
    INTERRUPTED(false),
    /** At its end and holding nothing; somebody has to dismiss it. */
    CONCLUDED(false),
    /** Ended well. */
    COMPLETED(true),
    /** Ended with an error. */
    FAILED(true),
    /** Ended on request. */
    CANCELLED(true),
    /** Refused before it started. */
    REJECTED(true);

    private final boolean ended;

    JobStatus(boolean ended) {
        this.ended = ended;
    }

    /** True when nothing can happen to the job any more. */
    public boolean ended() {
        return ended;
    }
}
