package org.jobledger.storage;

import java.util.OptionalLong;

/** Thrown when a new volume has the name of one that is there. */
public final class VolumeExistsException extends StorageException {
    private static final long serialVersionUID = 1L;

    private final long sameJob;

    /** An error whose message names the values. */
    public VolumeExistsException(String message) {
        super("volume-exists", message);
        this.sameJob = 0;
    }

    /** An error whose message names the values, with what caused it. */
    public VolumeExistsException(String message, Throwable cause) {
        this(message, cause, 0);
    }

    /** The same, where a job that a crash had cut off has made it since as it was asked for. */
    public VolumeExistsException(String message, Throwable cause, long sameJob) {
        super("volume-exists", message, cause);
        this.sameJob = sameJob;
    }

    /** The number of the job that has made it since this opening, as {@link VolumeBusyException#sameJob} has it. */
    public OptionalLong sameJob() {
        return sameJob == 0 ? OptionalLong.empty() : OptionalLong.of(sameJob);
    }
}
