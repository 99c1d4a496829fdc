package org.jobledger.engine;

/** Thrown when a job got its claims and found that a resource had gone while it waited. */
public final class ResourceGoneException extends JobLedgerException {
    private static final long serialVersionUID = 1L;

    /** The stable code of this error. */
    public static final String CODE = "resource-gone";

    /** An error whose message names the values. */
    public ResourceGoneException(String message) {
        super(CODE, message);
    }

    /** An error whose message names the values, with what caused it. */
    public ResourceGoneException(String message, Throwable cause) {
        super(CODE, message, cause);
    }
}
