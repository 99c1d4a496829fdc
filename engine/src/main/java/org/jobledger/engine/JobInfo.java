package org.jobledger.engine;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jobledger.engine.event.Claim;
import org.jobledger.engine.event.JobStatus;

/**
 * A snapshot of a job that has not ended (libvirt: virDomainGetJobInfo).
 *
 * @param id its number
 * @param operation its operation
 * @param type BOUNDED or UNBOUNDED
 * @param status where it stands
 * @param claims what it holds or waits for
 * @param processed the amount done, in units
 * @param total the amount to do, in units, or -1 where it is UNBOUNDED
 * @param unit what is counted, empty while nothing is declared
 * @param phase the phase it is in
 * @param timeElapsedMillis how long it has been worked on over all attempts, milliseconds
 * @param attempt how often its handler was called
 * @param checkpointed the amount that is on disk for ever, in units
 * @param abortRequested whether it was asked to stop
 * @param principal on whose behalf it runs
 * @param api the call behind it
 * @param createdAt when it was accepted
 * @param queueMillis how long it waited from its acceptance until its handler was first called, or waits already, milliseconds
 * @param ticks how many progress samples were recorded
 * @param estimate how long it will still take
 * @param speedLimit how fast it may go, units per second; 0 where it has no limit
 */
public record JobInfo(
        long id,
        String operation,
        JobInfoType type,
        JobStatus status,
        List<Claim> claims,
        long processed,
        long total,
        String unit,
        JobPhase phase,
        long timeElapsedMillis,
        int attempt,
        long checkpointed,
        boolean abortRequested,
        String principal,
        String api,
        Instant createdAt,
        long queueMillis,
        long ticks,
        TimeRemaining estimate,
        long speedLimit)
        implements JobReport {

    /** Copies the claims. */
    public JobInfo {
        claims = List.copyOf(claims);
    }

    @Override
    public Map<String, Object> fields() {
        return ReportFields.of(this);
    }

    /** What is left to do, in units; total = processed + remaining. 0 where the total is not known. */
    public long remaining() {
        return total < 0 ? 0 : total - processed;
    }
}
