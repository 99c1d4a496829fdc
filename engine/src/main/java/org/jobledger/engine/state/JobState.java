package org.jobledger.engine.state;

import java.time.Instant;
import org.jobledger.engine.event.AbortRequested;
import org.jobledger.engine.event.AllowedJobsChanged;
import org.jobledger.engine.event.CheckpointReached;
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
 * @param result what it ended with, or null while it has not
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
        @Nullable JobResult result,
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
                new JobTimes(at, null, null, at));
    }

    /** True when the handler was called at least once. */
    public boolean everStarted() {
        return token.attempt() > 0;
    }

    JobState next(JobStatus newStatus, JobTimes newTimes) {
        return new JobState(
                id,
                version + 1,
                newStatus,
                definition,
                token,
                rollingBack,
                work,
                phase,
                checkpoint,
                abort,
                allowed,
                recovery,
                result,
                newTimes);
    }

    JobState withToken(WorkerToken newToken, boolean nowRollingBack) {
        return new JobState(
                id,
                version,
                status,
                definition,
                newToken,
                nowRollingBack,
                work,
                phase,
                checkpoint,
                abort,
                allowed,
                recovery,
                result,
                times);
    }

    JobState withWork(Work newWork) {
        return new JobState(
                id,
                version,
                status,
                definition,
                token,
                rollingBack,
                newWork,
                phase,
                checkpoint,
                abort,
                allowed,
                recovery,
                result,
                times);
    }

    JobState withPhase(@Nullable PhaseEntered newPhase) {
        return new JobState(
                id,
                version,
                status,
                definition,
                token,
                rollingBack,
                work,
                newPhase,
                checkpoint,
                abort,
                allowed,
                recovery,
                result,
                times);
    }

    JobState withCheckpoint(@Nullable CheckpointReached newCheckpoint) {
        return new JobState(
                id,
                version,
                status,
                definition,
                token,
                rollingBack,
                work,
                phase,
                newCheckpoint,
                abort,
                allowed,
                recovery,
                result,
                times);
    }

    JobState withAbort(AbortRequested newAbort) {
        return new JobState(
                id,
                version,
                status,
                definition,
                token,
                rollingBack,
                work,
                phase,
                checkpoint,
                newAbort,
                allowed,
                recovery,
                result,
                times);
    }

    JobState withAllowed(AllowedJobsChanged newAllowed) {
        return new JobState(
                id,
                version,
                status,
                definition,
                token,
                rollingBack,
                work,
                phase,
                checkpoint,
                abort,
                newAllowed,
                recovery,
                result,
                times);
    }

    JobState withRecovery(RecoveryDecided newRecovery) {
        return new JobState(
                id,
                version,
                status,
                definition,
                token,
                rollingBack,
                work,
                phase,
                checkpoint,
                abort,
                allowed,
                newRecovery,
                result,
                times);
    }

    JobState withResult(JobResult newResult) {
        return new JobState(
                id,
                version,
                status,
                definition,
                token,
                rollingBack,
                work,
                phase,
                checkpoint,
                abort,
                allowed,
                recovery,
                newResult,
                times);
    }
}
