package org.jobledger.engine.claim;

/**
 * On which terms claims are asked for.
 *
 * @param mayWait false where whoever would have to wait is refused (libvirt: virDomainObjBeginJobNowait)
 * @param maxQueued how many jobs may hold or want one resource, this one counted, or 0 for any number (libvirt: max_queued); not asked
 *     of ASYNC and DESTROY
 */
public record Terms(boolean mayWait, int maxQueued) {
    /** Waits in a queue of any length. */
    public static final Terms PATIENT = new Terms(true, 0);
}
