package org.jobledger.engine;

/** Thrown when a query is not allowed or not valid SQL. */
public final class QueryException extends JobLedgerException {
    private static final long serialVersionUID = 1L;

    /** An error whose message names the values. */
    public QueryException(String message) {
        super("query", message);
    }

    /** An error whose message names the values, with what caused it. */
    public QueryException(String message, Throwable cause) {
        super("query", message, cause);
    }
}
