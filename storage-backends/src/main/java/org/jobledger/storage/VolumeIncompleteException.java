package org.jobledger.storage;

/** Thrown when a volume is to be read whose making ended early: it is not whole. */
public final class VolumeIncompleteException extends StorageException {
    private static final long serialVersionUID = 1L;

    /** An error whose message names the values. */
    public VolumeIncompleteException(String message) {
        super("volume-incomplete", message);
    }

    /** An error whose message names the values, with what caused it. */
    public VolumeIncompleteException(String message, Throwable cause) {
        super("volume-incomplete", message, cause);
    }
}
