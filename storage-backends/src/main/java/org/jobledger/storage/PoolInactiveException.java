package org.jobledger.storage;

/** Thrown when a call needs a started pool and the pool is not started (libvirt: VIR_ERR_OPERATION_INVALID). */
public final class PoolInactiveException extends StorageException {
    private static final long serialVersionUID = 1L;

    /** An error whose message names the values. */
    public PoolInactiveException(String message) {
        super("pool-inactive", message);
    }

    /** An error whose message names the values, with what caused it. */
    public PoolInactiveException(String message, Throwable cause) {
        super("pool-inactive", message, cause);
    }
}
