package org.jobledger.engine;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when a resource is claimed by another job and the caller does not wait, or not longer. Its code is {@link #BUSY}, {@link #TIMEOUT}
 * or {@link #QUEUE_FULL}.
 */
public final class ResourceBusyException extends JobLedgerException {
    private static final long serialVersionUID = 1L;

    /** The code where the caller did not want to wait. */
    public static final String BUSY = "busy";

    /** The code where the caller waited as long as he wanted (libvirt: OPERATION_TIMEOUT). */
    public static final String TIMEOUT = "timeout";

    /** The code where too many hold or want the resource already (libvirt: the max_queued limit). */
    public static final String QUEUE_FULL = "queue-full";

    private final transient @Nullable ClaimWait why;

    /** An error whose message names the values. */
    public ResourceBusyException(String message) {
        super(BUSY, message);
        this.why = null;
    }

    /** An error whose message names the values, with what caused it. */
    public ResourceBusyException(String message, Throwable cause) {
        super(BUSY, message, cause);
        this.why = null;
    }

    /** An error with one of the codes, and whom the job would have had to wait for. */
    public ResourceBusyException(String code, String message, ClaimWait why) {
        super(code, message);
        this.why = why;
    }

    /** Who holds the claims, since when and in which phase, and the position in the queue. */
    public Optional<ClaimWait> why() {
        return Optional.ofNullable(why);
    }
}
