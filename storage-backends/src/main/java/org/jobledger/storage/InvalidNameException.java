package org.jobledger.storage;

/** Thrown when a pool or volume name is not allowed: empty, too long, with a slash or a control character, or '.' or '..'. */
public final class InvalidNameException extends StorageException {
    private static final long serialVersionUID = 1L;

    /** An error whose message names the values. */
    public InvalidNameException(String message) {
        super("invalid-name", message);
    }

    /** An error whose message names the values, with what caused it. */
    public InvalidNameException(String message, Throwable cause) {
        super("invalid-name", message, cause);
    }
}
