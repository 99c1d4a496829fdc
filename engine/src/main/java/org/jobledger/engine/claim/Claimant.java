package org.jobledger.engine.claim;

import java.time.Instant;

/**
 * Who claims, as those are told who have to wait for it.
 *
 * @param jobId the job
 * @param operation its operation
 * @param principal on whose behalf
 * @param api the call behind it
 * @param since when it asked
 */
public record Claimant(long jobId, String operation, String principal, String api, Instant since) {
    @Override
    public String toString() {
        return "job " + jobId + " (" + operation + ", " + api + " by " + principal + ", since " + since + ")";
    }
}
