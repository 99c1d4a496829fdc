package org.jobledger.storage;

import org.jobledger.engine.JobLedgerException;

/**
 * The root of everything the storage driver throws on its own account; each leaf has a stable {@link #code()} and a message that
 * names the values.
 *
 * <p>Unchecked: most callers can only report it. It is an error of the engine's family so that a job which fails with it ends with its
 * code.
 */
public class StorageException extends JobLedgerException {
    private static final long serialVersionUID = 1L;

    /** An error with a stable code, such as "no-such-volume". */
    public StorageException(String code, String message) {
        super(code, message);
    }

    /** An error with a stable code and what caused it. */
    public StorageException(String code, String message, Throwable cause) {
        super(code, message, cause);
    }
}
