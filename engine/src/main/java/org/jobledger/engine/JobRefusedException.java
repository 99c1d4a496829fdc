package org.jobledger.engine;

/** Thrown when a command cannot be accepted in the state that the job is in. */
public final class JobRefusedException extends JobLedgerException {
    private static final long serialVersionUID = 1L;

    /** An error whose message names the values. */
    public JobRefusedException(String message) {
        super("refused", message);
    }

    /** An error whose message names the values, with what caused it. */
    public JobRefusedException(String message, Throwable cause) {
        super("refused", message, cause);
    }
}
