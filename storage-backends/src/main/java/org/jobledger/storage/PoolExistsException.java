package org.jobledger.storage;

/** Thrown when a pool is to be defined whose name, uuid or target belongs to another one already (libvirt: VIR_ERR_OPERATION_FAILED). */
public final class PoolExistsException extends StorageException {
    private static final long serialVersionUID = 1L;

    /** An error whose message names the values. */
    public PoolExistsException(String message) {
        super("pool-exists", message);
    }

    /** An error whose message names the values, with what caused it. */
    public PoolExistsException(String message, Throwable cause) {
        super("pool-exists", message, cause);
    }
}
