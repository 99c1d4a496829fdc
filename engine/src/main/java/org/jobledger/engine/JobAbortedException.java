package org.jobledger.engine;

/** Thrown to a handler whose job was asked to stop; let it pass to end the job as cancelled. */
public final class JobAbortedException extends JobLedgerException {
    private static final long serialVersionUID = 1L;

    private final String leaves;

    /** An error whose message names the values. */
    public JobAbortedException(String message) {
        super("aborted", message);
        this.leaves = "";
    }

    /** An error whose message names the values, with what caused it. */
    public JobAbortedException(String message, Throwable cause) {
        this(message, "", cause);
    }

    /**
     * What {@link JobHandler#undo} throws where something stays that people must know of.
     *
     * @param leaves what, told behind the message that the job ends with
     */
    public JobAbortedException(String message, String leaves) {
        super("aborted", message);
        this.leaves = leaves;
    }

    /**
     * An error of a handler that stopped in the middle.
     *
     * @param leaves what people must know of what it leaves, told behind the message that the job ends with
     */
    public JobAbortedException(String message, String leaves, Throwable cause) {
        super("aborted", message, cause);
        this.leaves = leaves;
    }

    /** What people must know of what the handler leaves; empty where there is nothing. */
    public String leaves() {
        return leaves;
    }
}
