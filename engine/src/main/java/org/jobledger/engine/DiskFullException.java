package org.jobledger.engine;

/**
 * Thrown when the disk has no room for what would be written; the message names the file and the bytes that were needed. Nothing was
 * appended, and the same can be asked again once there is room.
 */
public final class DiskFullException extends JobLedgerException {
    private static final long serialVersionUID = 1L;

    /** An error whose message names the values. */
    public DiskFullException(String message) {
        super("disk-full", message);
    }

    /** An error whose message names the values, with what caused it. */
    public DiskFullException(String message, Throwable cause) {
        super("disk-full", message, cause);
    }
}
