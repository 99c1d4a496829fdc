package org.jobledger.storage;

/** Thrown when the file system or device behind a pool failed; the message says on which path and how. */
public final class BackendException extends StorageException {
    private static final long serialVersionUID = 1L;

    /** An error whose message names the values. */
    public BackendException(String message) {
        super("backend", message);
    }

    /** An error whose message names the values, with what caused it. */
    public BackendException(String message, Throwable cause) {
        super("backend", message, cause);
    }
}
