package org.jobledger.engine;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jobledger.engine.event.Claim;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.JobStatus;

/**
 * The record of a job that has ended (libvirt: virDomainGetJobStats with VIR_DOMAIN_JOB_STATS_COMPLETED).
 *
 * @param id its number
 * @param operation its operation
 * @param type COMPLETED, FAILED or CANCELLED
 * @param status the state it ended in
 * @param claims what it held
 * @param processed the amount done, in units
 * @param total the amount there was to do, in units, or -1 where it was not known
 * @param unit what was counted
 * @param timeElapsedMillis how long it was worked on over all attempts, milliseconds
 * @param attempts how often its handler was called
 * @param ticks how many progress samples were recorded
 * @param code the stable code of the error, empty where there was none
 * @param message what went wrong or why it was cancelled, empty where it completed
 * @param result what the handler said of it
 * @param principal on whose behalf it ran
 * @param createdAt when it was accepted
 * @param endedAt when it ended
 * @param phase the phase it ended in
 * @param queueMillis how long it waited from its acceptance until its handler was first called, milliseconds; to its end where it never was
 * @param accuracy how good the prediction of its end was
 */
public record JobStats(
        long id,
        String operation,
        JobInfoType type,
        JobStatus status,
        List<Claim> claims,
        long processed,
        long total,
        String unit,
        long timeElapsedMillis,
        int attempts,
        long ticks,
        String code,
        String message,
        Document result,
        String principal,
        Instant createdAt,
        Instant endedAt,
        JobPhase phase,
        long queueMillis,
        PredictionAccuracy accuracy)
        implements JobReport {

    /** Copies the claims. */
    public JobStats {
        claims = List.copyOf(claims);
    }

    @Override
    public Map<String, Object> fields() {
        return ReportFields.of(this);
    }
}
