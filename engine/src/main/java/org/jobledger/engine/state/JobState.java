package org.jobledger.engine.state;

import java.time.Instant;
import org.jobledger.engine.event.AbortRequested;
import org.jobledger.engine.event.AllowedJobsChanged;
import org.jobledger.engine.event.CheckpointReached;
import org.jobledger.engine.event.Ending;
import org.jobledger.engine.event.JobCreated;
import org.jobledger.engine.event.JobStatus;
import org.jobledger.engine.event.PhaseEntered;
import org.jobledger.engine.event.RecoveryDecided;
import org.jspecify.annotations.Nullable;

/**
 * All that the events of one job say: an immutable value, made only by {@link Evolution}.
 *
 * @param id the job's number, from 1
 * @param version the number of its newest event, from 1
 * @param status where it stands
 * @param definition what it was created as
 * @param token which worker may write for it
 * @param rollingBack true once it was decided to undo it; it never works forward again
 * @param work how far it is
 * @param phase the phase it is in, or null before the first
 * @param checkpoint its newest checkpoint, or null
 * @param abort the first request to stop, or null
 * @param allowed the normal jobs it allows beside it, or null for {@link AllowedJobsChanged#DEFAULT}
 * @param recovery the newest decision after a crash, or null
 * @param ending how it ends, or null while its handler has not returned for good
 * @param result what it ends with, or null while its handler has not returned for good
 * @param cutOff where it stood when a crash cut it off, or null where it has gone on since
 * @param retries how often its handler failed and was to be called again
 * @param speedLimit how fast it may go, units per second, or 0
 * @param times when things happened to it
 */
public record JobState(
        long id,
        long version,
        JobStatus status,
        JobCreated definition,
        WorkerToken token,
        boolean rollingBack,
        Work work,
        @Nullable PhaseEntered phase,
        @Nullable CheckpointReached checkpoint,
        @Nullable AbortRequested abort,
        @Nullable AllowedJobsChanged allowed,
        @Nullable RecoveryDecided recovery,
        @Nullable Ending ending,
        @Nullable JobResult result,
        @Nullable JobStatus cutOff,
        int retries,
        long speedLimit,
        JobTimes times) {

    static JobState created(long id, JobCreated definition, Instant at) {
        return new JobState(
                id,
                1,
                JobStatus.CREATED,
                definition,
                WorkerToken.NONE,
                false,
                Work.NONE,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                0,
                0,
                new JobTimes(at, null, null, at, null));
    }

    /** True when the handler was called at least once. */
    public boolean everStarted() {
        return token.attempt() > 0;
    }

    /** True when its work is done or given up: it holds nothing and nothing runs for it, though it may be in the list still. */
    public boolean concluded() {
        return status.ended() || status == JobStatus.CONCLUDED;
    }

    /** Where it stands, or stood when a crash cut it off. */
    public JobStatus lastSeen() {
        return cutOff == null ? status : cutOff;
    }
}
