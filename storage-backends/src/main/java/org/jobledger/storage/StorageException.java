package org.jobledger.storage;

/**
 * The root of everything the storage driver throws on its own account; each leaf has a stable {@link #code()} and a message that
 * names the values.
 *
 * <p>Unchecked: most callers can only report it. What the engine throws (a closed ledger, say) passes through as it is.
 */
public class StorageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;

    /** An error with a stable code, such as "no-such-volume". */
    public StorageException(String code, String message) {
        super(message);
        this.code = code;
    }

    /** An error with a stable code and what caused it. */
    public StorageException(String code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /** The stable code of this kind of error; texts may change, codes do not. */
    public final String code() {
        return code;
    }
}
