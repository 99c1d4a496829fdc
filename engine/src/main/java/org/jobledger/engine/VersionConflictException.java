package org.jobledger.engine;

/** Thrown when a resource was changed by somebody else since the version the caller named. */
public final class VersionConflictException extends JobLedgerException {
    private static final long serialVersionUID = 1L;

    /** An error whose message names the values. */
    public VersionConflictException(String message) {
        super("conflict", message);
    }

    /** An error whose message names the values, with what caused it. */
    public VersionConflictException(String message, Throwable cause) {
        super("conflict", message, cause);
    }
}
