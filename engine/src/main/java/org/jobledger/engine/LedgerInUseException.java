package org.jobledger.engine;

/** Thrown when another process, or this one, owns the ledger already. */
public final class LedgerInUseException extends JobLedgerException {
    private static final long serialVersionUID = 1L;

    /** An error whose message names the values. */
    public LedgerInUseException(String message) {
        super("in-use", message);
    }

    /** An error whose message names the values, with what caused it. */
    public LedgerInUseException(String message, Throwable cause) {
        super("in-use", message, cause);
    }
}
