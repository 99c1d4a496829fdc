package org.jobledger.storage;

/** Thrown when a volume is to be made where the pool has one, or any file, of that name already (libvirt: VIR_ERR_STORAGE_VOL_EXIST). */
public final class VolumeExistsException extends StorageException {
    private static final long serialVersionUID = 1L;

    /** An error whose message names the values. */
    public VolumeExistsException(String message) {
        super("volume-exists", message);
    }

    /** An error whose message names the values, with what caused it. */
    public VolumeExistsException(String message, Throwable cause) {
        super("volume-exists", message, cause);
    }
}
