package org.jobledger.storage;

/** Thrown when a volume is held by a job and the call does not wait, or not longer; the text says by which job. */
public final class VolumeBusyException extends StorageException {
    private static final long serialVersionUID = 1L;

    /** An error whose message names the values. */
    public VolumeBusyException(String message) {
        super("volume-busy", message);
    }

    /** An error whose message names the values, with what caused it. */
    public VolumeBusyException(String message, Throwable cause) {
        super("volume-busy", message, cause);
    }
}
