package org.jobledger.engine;

import java.time.Instant;
import org.jobledger.engine.event.Claim;
import org.jobledger.engine.event.JobClass;

/**
 * A job that holds a resource or a part of it, or stands in the queue for it (libvirt: the owner of a domain's job).
 *
 * @param jobId the job
 * @param jobClass its class
 * @param operation its operation
 * @param principal on whose behalf
 * @param api the call behind it
 * @param thread the name of the thread that asked for it
 * @param claim what it claims: the resource, or a part of it
 * @param granted true where it holds the claim, false where it waits for it
 * @param since when it got the claim, or asked for it while it waits
 * @param phase the phase it is in
 */
public record ClaimOwner(
        long jobId,
        JobClass jobClass,
        String operation,
        String principal,
        String api,
        String thread,
        Claim claim,
        boolean granted,
        Instant since,
        JobPhase phase) {

    /** The same in a phase. */
    public ClaimOwner in(JobPhase newPhase) {
        return new ClaimOwner(jobId, jobClass, operation, principal, api, thread, claim, granted, since, newPhase);
    }

    /** For people: {@code job 3 (wipe, volWipe by admin, since ...) in phase 2/7 verify}. */
    @Override
    public String toString() {
        return "job " + jobId + " (" + operation + ", " + api + " by " + principal + ", since " + since + ")"
                + (phase.index() == 0 ? "" : " in phase " + phase.index() + "/" + phase.count() + " " + phase.name())
                + (granted ? "" : ", which waits itself");
    }
}
