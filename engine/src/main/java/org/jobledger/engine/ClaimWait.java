package org.jobledger.engine;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jobledger.engine.event.Claim;

/**
 * Why a job waits, or could not be let in.
 *
 * @param jobId the job
 * @param operation its operation
 * @param claims what it wants
 * @param since when it asked
 * @param position its place in the longest of the queues it stands in, from 1
 * @param waitsFor whom it waits for: holders first, then those before it; of each kind the first {@link #MOST} at a resource
 */
public record ClaimWait(
        long jobId, String operation, List<Claim> claims, Instant since, int position, List<ClaimOwner> waitsFor) {

    /** How many owners of one kind are named for one resource. */
    public static final int MOST = 16;

    /** Copies the lists. */
    public ClaimWait {
        claims = List.copyOf(claims);
        waitsFor = List.copyOf(waitsFor);
    }

    /** For people: what is wanted, who holds it, and the position in the queue. */
    @Override
    public String toString() {
        String owners = waitsFor.stream().map(ClaimOwner::toString).collect(Collectors.joining(", "));
        return "cannot get " + claims + ": held by " + (owners.isEmpty() ? "nobody any more" : owners) + "; position "
                + position + " in the queue";
    }
}
