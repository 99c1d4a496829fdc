package org.jobledger.engine.claim;

import java.time.Instant;
import java.util.Set;
import org.jobledger.engine.event.JobClass;

/**
 * Who claims, as those are told who have to wait for it.
 *
 * @param jobId the job
 * @param jobClass its class
 * @param operation its operation
 * @param principal on whose behalf
 * @param api the call behind it
 * @param thread the name of the thread that asked
 * @param since when it asked
 * @param allowed the classes of normal jobs that it allows meanwhile; says nothing unless it is async
 * @param nestedIn the async job inside which it is taken, or 0
 */
public record Claimant(
        long jobId,
        JobClass jobClass,
        String operation,
        String principal,
        String api,
        String thread,
        Instant since,
        Set<JobClass> allowed,
        long nestedIn) {}
