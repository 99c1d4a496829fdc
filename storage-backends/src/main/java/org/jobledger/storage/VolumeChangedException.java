package org.jobledger.storage;

/** Thrown when somebody has written to a volume while a job relied on it; what was read of it is not one state of it. */
public final class VolumeChangedException extends StorageException {
    private static final long serialVersionUID = 1L;

    /** An error whose message names the values. */
    public VolumeChangedException(String message) {
        super("volume-changed", message);
    }

    /** An error whose message names the values, with what caused it. */
    public VolumeChangedException(String message, Throwable cause) {
        super("volume-changed", message, cause);
    }
}
