package org.jobledger.storage;

/** Thrown when a pool, or a volume of it, is held by a job and the call does not wait, or not longer. */
public final class PoolBusyException extends StorageException {
    private static final long serialVersionUID = 1L;

    /** An error whose message names the values. */
    public PoolBusyException(String message) {
        super("pool-busy", message);
    }

    /** An error whose message names the values, with what caused it. */
    public PoolBusyException(String message, Throwable cause) {
        super("pool-busy", message, cause);
    }
}
