package org.jobledger.engine;

/**
 * Thrown when the disk under a ledger fails other than by being full; the message names the file, what was done to it, and the error.
 * What was acknowledged before stands.
 */
public final class DiskErrorException extends JobLedgerException {
    private static final long serialVersionUID = 1L;

    /** An error whose message names the values. */
    public DiskErrorException(String message) {
        super("disk-error", message);
    }

    /** An error whose message names the values, with what caused it. */
    public DiskErrorException(String message, Throwable cause) {
        super("disk-error", message, cause);
    }
}
