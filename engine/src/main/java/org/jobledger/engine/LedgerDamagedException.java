package org.jobledger.engine;

/** Thrown when the journal is damaged where it must not be; the message names the segment and the position. */
public final class LedgerDamagedException extends JobLedgerException {
    private static final long serialVersionUID = 1L;

    /** An error whose message names the values. */
    public LedgerDamagedException(String message) {
        super("damaged", message);
    }

    /** An error whose message names the values, with what caused it. */
    public LedgerDamagedException(String message, Throwable cause) {
        super("damaged", message, cause);
    }
}
