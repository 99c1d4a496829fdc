package org.jobledger.storage;

/** Thrown when a job that goes on after a crash finds another file than the one it began on; that file was not touched. */
public final class VolumeReplacedException extends StorageException {
    private static final long serialVersionUID = 1L;

    /** An error whose message names the values. */
    public VolumeReplacedException(String message) {
        super("volume-replaced", message);
    }

    /** An error whose message names the values, with what caused it. */
    public VolumeReplacedException(String message, Throwable cause) {
        super("volume-replaced", message, cause);
    }
}
