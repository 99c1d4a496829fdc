package org.jobledger.engine;

/** Thrown before anything is appended, when a value of a request is not allowed. */
public final class InvalidRequestException extends JobLedgerException {
    private static final long serialVersionUID = 1L;

    /** An error whose message names the values. */
    public InvalidRequestException(String message) {
        super("invalid-request", message);
    }

    /** An error whose message names the values, with what caused it. */
    public InvalidRequestException(String message, Throwable cause) {
        super("invalid-request", message, cause);
    }
}
