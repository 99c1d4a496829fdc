package org.jobledger.storage;

/** Thrown when what a stream has carried has not the SHA-256 that was announced; the message shows both. */
public final class ChecksumMismatchException extends StorageException {
    private static final long serialVersionUID = 1L;

    /** An error whose message names the values. */
    public ChecksumMismatchException(String message) {
        super("checksum", message);
    }

    /** An error whose message names the values, with what caused it. */
    public ChecksumMismatchException(String message, Throwable cause) {
        super("checksum", message, cause);
    }
}
