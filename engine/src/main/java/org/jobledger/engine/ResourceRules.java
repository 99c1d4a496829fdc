package org.jobledger.engine;

import java.util.function.Predicate;
import org.jobledger.engine.event.ResourceRef;

/**
 * What an engine asks of the resources that jobs are taken on.
 *
 * @param maxQueued how many jobs may hold or want one resource, 0 for any number; ASYNC and DESTROY are counted but not refused
 *     (libvirt: max_queued)
 * @param stillExists whether a resource that was waited for is still there; asked without a lock held, of each claimed resource, on the
 *     thread that is about to run the job. An exception of it refuses the job
 */
public record ResourceRules(int maxQueued, Predicate<ResourceRef> stillExists) {

    /** Any number of jobs, and nothing asked beyond the ledger's own records. */
    public static final ResourceRules NONE = new ResourceRules(0, resource -> true);

    /**
     * Checks the limit.
     *
     * @throws InvalidRequestException if it is negative
     */
    public ResourceRules {
        if (maxQueued < 0) {
            throw new InvalidRequestException("max_queued of " + maxQueued + " is negative");
        }
    }
}
