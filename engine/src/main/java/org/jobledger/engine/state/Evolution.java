package org.jobledger.engine.state;

import org.jobledger.engine.event.AbortRequested;
import org.jobledger.engine.event.AllowedJobsChanged;
import org.jobledger.engine.event.CheckpointReached;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.JobCancelled;
import org.jobledger.engine.event.JobCompleted;
import org.jobledger.engine.event.JobCreated;
import org.jobledger.engine.event.JobEvent;
import org.jobledger.engine.event.JobFailed;
import org.jobledger.engine.event.JobFinishing;
import org.jobledger.engine.event.JobRejected;
import org.jobledger.engine.event.JobStarted;
import org.jobledger.engine.event.JobStatus;
import org.jobledger.engine.event.PhaseEntered;
import org.jobledger.engine.event.ProgressTicked;
import org.jobledger.engine.event.RecordedEvent;
import org.jobledger.engine.event.RecoveryDecided;
import org.jobledger.engine.event.RecoveryOutcome;
import org.jobledger.engine.event.TotalDeclared;
import org.jspecify.annotations.Nullable;

/** How events become state: a pure function, the same for live jobs, replay and projections. */
public final class Evolution {
    private Evolution() {}

    /**
     * The state of a job after one more of its events.
     *
     * @param before the state before, or null before {@link JobCreated}
     * @param recorded an event of that job
     * @throws IllegalTransitionException if the event cannot happen in that state
     * @throws IllegalArgumentException if it is not the next event of that job
     */
    public static JobState evolve(@Nullable JobState before, RecordedEvent recorded) {
        if (!(recorded.event() instanceof JobEvent event)) {
            throw new IllegalArgumentException("not an event of a job: " + recorded);
        }
        long expected = before == null ? 1 : before.version() + 1;
        if (recorded.jobVersion() != expected || (before != null && before.id() != recorded.jobId())) {
            throw new IllegalArgumentException("expected version " + expected + " of "
                    + (before == null ? "a new job" : "job " + before.id()) + ", got " + recorded);
        }
        if (before == null) {
            return begin(recorded, event);
        }
        JobStatus status = TransitionTable.next(before.status(), event.type())
                .orElseThrow(() -> new IllegalTransitionException(before.id(), before.status(), event.type()));
        JobTimes times = before.times();
        JobTimes newTimes = status.ended()
                ? times.ended(recorded.at())
                : event instanceof JobStarted ? times.started(recorded.at()) : times.changed(recorded.at());
        return apply(before.next(status, newTimes), event, recorded.epoch());
    }

    private static JobState begin(RecordedEvent recorded, JobEvent event) {
        if (event instanceof JobCreated definition) {
            return JobState.created(recorded.jobId(), definition, recorded.at());
        }
        throw new IllegalTransitionException(recorded.jobId(), "(none)", event.type());
    }

    private static JobState apply(JobState job, JobEvent event, long epoch) {
        if (event instanceof ProgressTicked tick) {
            return job.withWork(job.work().ticked(tick.processed(), tick.workingMillis()));
        } else if (event instanceof CheckpointReached checkpoint) {
            return job.withCheckpoint(checkpoint)
                    .withWork(job.work().reached(checkpoint.processed(), checkpoint.workingMillis()));
        } else if (event instanceof PhaseEntered phase) {
            return job.withPhase(phase);
        } else if (event instanceof TotalDeclared declared) {
            return job.withWork(job.work().declared(declared.total(), declared.unit()));
        } else if (event instanceof JobStarted started) {
            return job.withToken(new WorkerToken(epoch, started.attempt()), started.rollback());
        } else if (event instanceof AbortRequested abort) {
            return job.abort() == null ? job.withAbort(abort) : job;
        } else if (event instanceof AllowedJobsChanged allowed) {
            return job.withAllowed(allowed);
        } else if (event instanceof JobFinishing finishing) {
            return job.withWork(job.work().reached(finishing.processed(), finishing.workingMillis()));
        } else if (event instanceof RecoveryDecided recovery) {
            return recovered(job.withRecovery(recovery), recovery.outcome());
        }
        return end(job, event);
    }

    private static JobState end(JobState job, JobEvent event) {
        if (event instanceof JobCompleted completed) {
            return job.withResult(new JobResult("", "", completed.result()));
        } else if (event instanceof JobFailed failed) {
            return job.withResult(new JobResult(failed.code(), failed.message(), Document.empty()));
        } else if (event instanceof JobCancelled cancelled) {
            return job.withResult(new JobResult("", cancelled.message(), Document.empty()));
        } else if (event instanceof JobRejected rejected) {
            return job.withResult(new JobResult(rejected.code(), rejected.message(), Document.empty()));
        }
        return job;
    }

    private static JobState recovered(JobState job, RecoveryOutcome outcome) {
        CheckpointReached checkpoint = job.checkpoint();
        return switch (outcome) {
            case RESUMED ->
                job.withPhase(null).withWork(job.work().againFrom(checkpoint == null ? 0 : checkpoint.processed()));
            case RESTARTED ->
                job.withPhase(null).withCheckpoint(null).withWork(job.work().againFrom(0));
            case ROLLED_BACK -> job.withToken(job.token(), true);
            case FAILED, HELD -> job;
        };
    }
}
