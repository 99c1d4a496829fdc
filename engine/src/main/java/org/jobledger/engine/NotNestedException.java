package org.jobledger.engine;

/** Thrown when a normal job names an async job that it is not nested in: another holds the claims, or another thread owns it. */
public final class NotNestedException extends JobLedgerException {
    private static final long serialVersionUID = 1L;

    /** The stable code of this error. */
    public static final String CODE = "not-nested";

    /** An error whose message names the values. */
    public NotNestedException(String message) {
        super(CODE, message);
    }
}
