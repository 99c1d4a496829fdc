package org.jobledger.engine;

/** Thrown when writing or forcing the journal failed: the event may or may not be in the ledger. Re-open to see. */
public final class OutcomeUnknownException extends JobLedgerException {
    private static final long serialVersionUID = 1L;

    /** An error whose message names the values. */
    public OutcomeUnknownException(String message) {
        super("outcome-unknown", message);
    }

    /** An error whose message names the values, with what caused it. */
    public OutcomeUnknownException(String message, Throwable cause) {
        super("outcome-unknown", message, cause);
    }
}
