package org.jobledger.engine;

/** Thrown when a resource is claimed by another job and the caller does not wait, or not longer. */
public final class ResourceBusyException extends JobLedgerException {
    private static final long serialVersionUID = 1L;

    /** An error whose message names the values. */
    public ResourceBusyException(String message) {
        super("busy", message);
    }

    /** An error whose message names the values, with what caused it. */
    public ResourceBusyException(String message, Throwable cause) {
        super("busy", message, cause);
    }
}
