package org.jobledger.storage;

/** Thrown when a value of a call is not allowed (libvirt: VIR_ERR_INVALID_ARG). */
public final class InvalidValueException extends StorageException {
    private static final long serialVersionUID = 1L;

    /** An error whose message names the values. */
    public InvalidValueException(String message) {
        super("invalid-value", message);
    }

    /** An error whose message names the values, with what caused it. */
    public InvalidValueException(String message, Throwable cause) {
        super("invalid-value", message, cause);
    }
}
