package org.jobledger.engine.ledger;

/** Thrown when the tables cannot be gone on with and must be made again from the journal. */
final class UnusableTablesException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnusableTablesException(String message) {
        super(message);
    }
}
