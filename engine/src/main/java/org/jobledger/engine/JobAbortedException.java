package org.jobledger.engine;

/** Thrown to a handler whose job was asked to stop; let it pass to end the job as cancelled. */
public final class JobAbortedException extends JobLedgerException {
    private static final long serialVersionUID = 1L;

    /** An error whose message names the values. */
    public JobAbortedException(String message) {
        super("aborted", message);
    }

    /** An error whose message names the values, with what caused it. */
    public JobAbortedException(String message, Throwable cause) {
        super("aborted", message, cause);
    }
}
