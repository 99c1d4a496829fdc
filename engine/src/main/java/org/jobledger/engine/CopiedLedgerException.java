package org.jobledger.engine;

/** Thrown when a copy of a ledger is opened for writing without being adopted: two histories would claim to be one. */
public final class CopiedLedgerException extends JobLedgerException {
    private static final long serialVersionUID = 1L;

    /** An error whose message names the directory and the two places. */
    public CopiedLedgerException(String message) {
        super("copied", message);
    }
}
