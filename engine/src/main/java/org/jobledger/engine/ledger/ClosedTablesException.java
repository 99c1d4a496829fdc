package org.jobledger.engine.ledger;

/** Thrown when H2 has closed the database under its readers; the projector opens it again. */
final class ClosedTablesException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ClosedTablesException(Throwable cause) {
        super("the tables were closed: " + TroubleInH2.shortly(cause), cause);
    }
}
