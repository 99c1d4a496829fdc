package org.jobledger.engine;

/** Thrown when the tables do not hold yet what the caller was acknowledged, within the time it can wait. */
public final class ProjectionBehindException extends JobLedgerException {
    private static final long serialVersionUID = 1L;

    /** An error whose message names the values. */
    public ProjectionBehindException(String message) {
        super("projection-behind", message);
    }

    /** An error whose message names the values, with what caused it. */
    public ProjectionBehindException(String message, Throwable cause) {
        super("projection-behind", message, cause);
    }
}
