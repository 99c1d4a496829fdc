package org.jobledger.engine;

import org.jobledger.engine.event.RecoveryOutcome;

/**
 * What is decided for one job that a crash cut off.
 *
 * @param jobId the job
 * @param operation its operation
 * @param on what it holds, for people
 * @param processed the amount done at the point where it goes on, in units
 * @param total the amount to do, or -1
 * @param unit what is counted, such as "bytes"; empty where that is not known yet
 * @param outcome the decision
 * @param reason why
 */
public record PlannedRecovery(
        long jobId,
        String operation,
        String on,
        long processed,
        long total,
        String unit,
        RecoveryOutcome outcome,
        String reason) {}
