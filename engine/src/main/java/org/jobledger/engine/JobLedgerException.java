package org.jobledger.engine;

/**
 * The root of all errors of this module; each leaf has a stable {@link #code()} and a message that names the values.
 *
 * <p>Unchecked: most callers can only report it.
 */
public class JobLedgerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;

    /** An error with a stable code, such as "no-such-job". */
    public JobLedgerException(String code, String message) {
        super(message);
        this.code = code;
    }

    /** An error with a stable code and what caused it. */
    public JobLedgerException(String code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /** The stable code of this kind of error; texts may change, codes do not. */
    public final String code() {
        return code;
    }
}
