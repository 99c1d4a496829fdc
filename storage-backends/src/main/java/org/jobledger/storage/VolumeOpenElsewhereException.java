package org.jobledger.storage;

/** Thrown when a process outside the driver has a volume open, such as a guest or a mounted loop device; nothing was changed. */
public final class VolumeOpenElsewhereException extends StorageException {
    private static final long serialVersionUID = 1L;

    /** An error whose message names the values. */
    public VolumeOpenElsewhereException(String message) {
        super("volume-open", message);
    }

    /** An error whose message names the values, with what caused it. */
    public VolumeOpenElsewhereException(String message, Throwable cause) {
        super("volume-open", message, cause);
    }
}
