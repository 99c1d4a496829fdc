package org.jobledger.storage;

/** Thrown when a path leads out of its pool, through a symbolic link or to something that is no regular file; nothing was touched. */
public final class UnsafePathException extends StorageException {
    private static final long serialVersionUID = 1L;

    /** An error whose message names the values. */
    public UnsafePathException(String message) {
        super("unsafe-path", message);
    }

    /** An error whose message names the values, with what caused it. */
    public UnsafePathException(String message, Throwable cause) {
        super("unsafe-path", message, cause);
    }
}
