package org.jobledger.engine;

/** Thrown when a {@link VerificationListener} said that a verification shall not go on; it says nothing about the ledger. */
public final class VerificationCancelledException extends JobLedgerException {
    private static final long serialVersionUID = 1L;

    /** An error whose message names the values. */
    public VerificationCancelledException(String message) {
        super("cancelled", message);
    }
}
