package org.jobledger.storage;

/** Thrown when what is to be changed lies on a file system that can only be read; nothing was changed. */
public final class ReadOnlyStorageException extends StorageException {
    private static final long serialVersionUID = 1L;

    /** An error whose message names the values. */
    public ReadOnlyStorageException(String message) {
        super("read-only", message);
    }

    /** An error whose message names the values, with what caused it. */
    public ReadOnlyStorageException(String message, Throwable cause) {
        super("read-only", message, cause);
    }
}
