package org.jobledger.engine;

/** Thrown to a worker that does not own its job any more; what it tried was refused. */
public final class StaleWorkerException extends JobLedgerException {
    private static final long serialVersionUID = 1L;

    /** An error whose message names the values. */
    public StaleWorkerException(String message) {
        super("stale-worker", message);
    }

    /** An error whose message names the values, with what caused it. */
    public StaleWorkerException(String message, Throwable cause) {
        super("stale-worker", message, cause);
    }
}
