package org.jobledger.storage;

/** Thrown when no pool has the name asked for (libvirt: VIR_ERR_NO_STORAGE_POOL). */
public final class NoSuchPoolException extends StorageException {
    private static final long serialVersionUID = 1L;

    /** An error whose message names the values. */
    public NoSuchPoolException(String message) {
        super("no-such-pool", message);
    }

    /** An error whose message names the values, with what caused it. */
    public NoSuchPoolException(String message, Throwable cause) {
        super("no-such-pool", message, cause);
    }
}
