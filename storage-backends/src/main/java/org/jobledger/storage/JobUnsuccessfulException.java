package org.jobledger.storage;

import org.jobledger.engine.JobInfoType;
import org.jobledger.engine.JobStats;

/** Thrown by {@link StorageDriver#finish} when the job behind a long call failed ("job-failed") or was cancelled ("job-cancelled"). */
public final class JobUnsuccessfulException extends StorageException {
    private static final long serialVersionUID = 1L;

    private final transient JobStats stats;

    /** An error that tells how this job ended. */
    public JobUnsuccessfulException(JobStats stats) {
        super(
                stats.type() == JobInfoType.CANCELLED ? "job-cancelled" : "job-failed",
                "job " + stats.id() + " (" + stats.operation() + ") "
                        + (stats.type() == JobInfoType.CANCELLED ? "was cancelled" : "failed") + ": "
                        + stats.message());
        this.stats = stats;
    }

    /** The record of the job; {@link JobStats#code()} is the code of what went wrong in it. */
    public JobStats stats() {
        return stats;
    }
}
