package org.jobledger.engine.claim;

import org.jobledger.engine.ClaimWait;

/** What became of asking for claims. */
public sealed interface ClaimAnswer {

    /** The claims are held. */
    record Granted(Ticket ticket) implements ClaimAnswer {}

    /** The ticket waits in all its queues. */
    record Queued(Ticket ticket) implements ClaimAnswer {}

    /**
     * Nothing was changed.
     *
     * @param code the stable code of the refusal
     * @param why who is in the way; nobody where the job is not nested as it says
     * @param note what is to be said beyond that, or empty
     */
    record Refused(String code, ClaimWait why, String note) implements ClaimAnswer {}
}
