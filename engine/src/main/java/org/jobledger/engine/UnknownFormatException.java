package org.jobledger.engine;

/** Thrown when a ledger was written by a newer release, or a library on the class path is not the one this release is built with. */
public final class UnknownFormatException extends JobLedgerException {
    private static final long serialVersionUID = 1L;

    /** An error whose message names the values. */
    public UnknownFormatException(String message) {
        super("unknown-format", message);
    }

    /** An error whose message names the values, with what caused it. */
    public UnknownFormatException(String message, Throwable cause) {
        super("unknown-format", message, cause);
    }
}
