package org.jobledger.engine;

/** Thrown when a directory is asked to be opened that is not a ledger. */
public final class NotALedgerException extends JobLedgerException {
    private static final long serialVersionUID = 1L;

    /** An error whose message names the values. */
    public NotALedgerException(String message) {
        super("not-a-ledger", message);
    }

    /** An error whose message names the values, with what caused it. */
    public NotALedgerException(String message, Throwable cause) {
        super("not-a-ledger", message, cause);
    }
}
