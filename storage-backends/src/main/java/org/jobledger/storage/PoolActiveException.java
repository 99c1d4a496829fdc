package org.jobledger.storage;

/** Thrown when a call needs a stopped pool and the pool is started (libvirt: VIR_ERR_OPERATION_INVALID). */
public final class PoolActiveException extends StorageException {
    private static final long serialVersionUID = 1L;

    /** An error whose message names the values. */
    public PoolActiveException(String message) {
        super("pool-active", message);
    }

    /** An error whose message names the values, with what caused it. */
    public PoolActiveException(String message, Throwable cause) {
        super("pool-active", message, cause);
    }
}
