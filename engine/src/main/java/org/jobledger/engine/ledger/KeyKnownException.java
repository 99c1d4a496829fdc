package org.jobledger.engine.ledger;

import org.jobledger.engine.JobLedgerException;

/** A job was not created, as there is one under its key: the same request came before. */
public final class KeyKnownException extends JobLedgerException {
    private static final long serialVersionUID = 1L;

    private final long jobId;

    /** A job that has a key already. */
    public KeyKnownException(String key, long jobId) {
        super("key-known", "key '" + key + "' is that of job " + jobId);
        this.jobId = jobId;
    }

    /** The job under that key. */
    public long jobId() {
        return jobId;
    }
}
