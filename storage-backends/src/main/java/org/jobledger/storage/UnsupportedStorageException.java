package org.jobledger.storage;

/** Thrown when a pool type, format or option is known but not built. */
public final class UnsupportedStorageException extends StorageException {
    private static final long serialVersionUID = 1L;

    /** An error whose message names the values. */
    public UnsupportedStorageException(String message) {
        super("unsupported", message);
    }

    /** An error whose message names the values, with what caused it. */
    public UnsupportedStorageException(String message, Throwable cause) {
        super("unsupported", message, cause);
    }
}
