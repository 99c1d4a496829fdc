package org.jobledger.storage;

/** Thrown when a volume would not fit in what its pool has left. */
public final class NotEnoughSpaceException extends StorageException {
    private static final long serialVersionUID = 1L;

    /** An error whose message names the values. */
    public NotEnoughSpaceException(String message) {
        super("not-enough-space", message);
    }

    /** An error whose message names the values, with what caused it. */
    public NotEnoughSpaceException(String message, Throwable cause) {
        super("not-enough-space", message, cause);
    }
}
