package org.jobledger.storage;

import java.util.OptionalLong;

/** Thrown when a volume is held by a job and the call does not wait, or not longer; the text says by which job. */
public final class VolumeBusyException extends StorageException {
    private static final long serialVersionUID = 1L;

    private final long sameJob;

    /** An error whose message names the values. */
    public VolumeBusyException(String message) {
        super("volume-busy", message);
        this.sameJob = 0;
    }

    /** An error whose message names the values, with what caused it. */
    public VolumeBusyException(String message, Throwable cause) {
        this(message, cause, 0);
    }

    /** The same, where the job that holds it does what was asked for. */
    public VolumeBusyException(String message, Throwable cause, long sameJob) {
        super("volume-busy", message, cause);
        this.sameJob = sameJob;
    }

    /**
     * The number of the job that holds it, where that was asked for by just the same call: same operation, same parameters. Whoever repeats
     * a call after a crash finds the job that goes on with it.
     */
    public OptionalLong sameJob() {
        return sameJob == 0 ? OptionalLong.empty() : OptionalLong.of(sameJob);
    }
}
