package org.jobledger.engine;

/** Thrown when the engine is closed, or was opened only to inspect. */
public final class LedgerClosedException extends JobLedgerException {
    private static final long serialVersionUID = 1L;

    /** An error whose message names the values. */
    public LedgerClosedException(String message) {
        super("closed", message);
    }

    /** An error whose message names the values, with what caused it. */
    public LedgerClosedException(String message, Throwable cause) {
        super("closed", message, cause);
    }
}
