package org.jobledger.engine;

/** Thrown when no job has the id asked for. */
public final class NoSuchJobException extends JobLedgerException {
    private static final long serialVersionUID = 1L;

    /** An error whose message names the values. */
    public NoSuchJobException(String message) {
        super("no-such-job", message);
    }

    /** An error whose message names the values, with what caused it. */
    public NoSuchJobException(String message, Throwable cause) {
        super("no-such-job", message, cause);
    }
}
