package org.jobledger.storage;

/** Thrown when the pool has no volume of the name asked for (libvirt: VIR_ERR_NO_STORAGE_VOL). */
public final class NoSuchVolumeException extends StorageException {
    private static final long serialVersionUID = 1L;

    /** An error whose message names the values. */
    public NoSuchVolumeException(String message) {
        super("no-such-volume", message);
    }

    /** An error whose message names the values, with what caused it. */
    public NoSuchVolumeException(String message, Throwable cause) {
        super("no-such-volume", message, cause);
    }
}
