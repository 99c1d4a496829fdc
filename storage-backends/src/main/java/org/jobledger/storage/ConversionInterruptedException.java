package org.jobledger.storage;

/** Thrown when a crash cut off the conversion of a volume, which cannot be continued; the copy is removed. */
public final class ConversionInterruptedException extends StorageException {
    private static final long serialVersionUID = 1L;

    /** An error whose message names the values. */
    public ConversionInterruptedException(String message) {
        super("interrupted", message);
    }

    /** An error whose message names the values, with what caused it. */
    public ConversionInterruptedException(String message, Throwable cause) {
        super("interrupted", message, cause);
    }
}
