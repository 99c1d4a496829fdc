package org.jobledger.engine.state;

import java.util.EnumSet;
import java.util.Set;
import org.jobledger.engine.event.AbortRequested;
import org.jobledger.engine.event.AllowedJobsChanged;
import org.jobledger.engine.event.CheckpointReached;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.Ending;
import org.jobledger.engine.event.JobCancelled;
import org.jobledger.engine.event.JobCompleted;
import org.jobledger.engine.event.JobConcluded;
import org.jobledger.engine.event.JobCreated;
import org.jobledger.engine.event.JobEvent;
import org.jobledger.engine.event.JobFailed;
import org.jobledger.engine.event.JobFinishing;
import org.jobledger.engine.event.JobInterrupted;
import org.jobledger.engine.event.JobPending;
import org.jobledger.engine.event.JobRejected;
import org.jobledger.engine.event.JobRetryScheduled;
import org.jobledger.engine.event.JobStarted;
import org.jobledger.engine.event.JobStatus;
import org.jobledger.engine.event.JobWaiting;
import org.jobledger.engine.event.PhaseEntered;
import org.jobledger.engine.event.ProgressTicked;
import org.jobledger.engine.event.RecordedEvent;
import org.jobledger.engine.event.RecoveryDecided;
import org.jobledger.engine.event.SpeedLimited;
import org.jobledger.engine.event.TotalDeclared;
import org.jspecify.annotations.Nullable;

/** How events become state: a pure function, the same for live jobs, replay and projections. */
public final class Evolution {
    private static final Set<@Nullable JobStatus> WORK_DONE =
            EnumSet.of(JobStatus.WAITING, JobStatus.PENDING, JobStatus.FINISHING);

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
        JobDraft job = new JobDraft(before);
        job.status = status;
        job.times = newTimes(before, status, recorded);
        if (event instanceof JobInterrupted cut && cut.was() != JobStatus.INTERRUPTED) {
            job.cutOff = cut.was();
        } else if (status != JobStatus.INTERRUPTED) {
            job.cutOff = null;
        }
        if (event instanceof JobRetryScheduled retry && before.status() != JobStatus.INTERRUPTED) {
            // After a crash it is the rest of a rest that was counted before, and ends when that was to end.
            job.retries++;
            job.times = job.times.rests(recorded.at(), recorded.at().plusMillis(retry.delayMillis()));
        }
        apply(job, event, recorded.epoch());
        return job.done();
    }

    private static JobTimes newTimes(JobState before, JobStatus status, RecordedEvent recorded) {
        JobTimes times = before.times();
        if (recorded.event() instanceof JobStarted) {
            return times.started(recorded.at());
        }
        boolean ends = (status.ended() || status == JobStatus.CONCLUDED) && times.endedAt() == null;
        return ends ? times.ended(recorded.at()) : times.changed(recorded.at());
    }

    private static JobState begin(RecordedEvent recorded, JobEvent event) {
        if (event instanceof JobCreated definition) {
            return JobState.created(recorded.jobId(), definition, recorded.at());
        }
        throw new IllegalTransitionException(recorded.jobId(), "(none)", event.type());
    }

    private static void apply(JobDraft job, JobEvent event, long epoch) {
        if (event instanceof ProgressTicked tick) {
            job.work = job.work.ticked(tick.processed(), tick.workingMillis());
        } else if (event instanceof CheckpointReached checkpoint) {
            job.checkpoint = checkpoint;
            job.work = job.work.reached(checkpoint.processed(), checkpoint.workingMillis());
        } else if (event instanceof PhaseEntered phase) {
            job.phase = phase;
        } else if (event instanceof TotalDeclared declared) {
            job.work = job.work.declared(declared.total(), declared.unit());
        } else if (event instanceof JobStarted started) {
            start(job, started, epoch);
        } else if (event instanceof AbortRequested abort) {
            job.abort = job.abort == null ? abort : job.abort;
        } else if (event instanceof SpeedLimited limit) {
            job.speedLimit = limit.unitsPerSecond();
        } else if (event instanceof AllowedJobsChanged allowed) {
            job.allowed = allowed;
        } else if (event instanceof RecoveryDecided recovery) {
            recover(job, recovery);
        } else {
            rest(job, event, epoch);
        }
    }

    private static void start(JobDraft job, JobStarted started, long epoch) {
        job.token = new WorkerToken(epoch, started.attempt());
        job.rollingBack = started.rollback();
        job.ending = null;
        job.result = null;
    }

    /** What happens when the handler has returned, but for the end itself. */
    private static void rest(JobDraft job, JobEvent event, long epoch) {
        if (event instanceof JobFinishing finishing) {
            job.ending = finishing.ending();
            job.work = job.work.reached(finishing.processed(), finishing.workingMillis());
        } else if (event instanceof JobRetryScheduled retry) {
            job.work = job.work.reached(retry.processed(), retry.workingMillis());
            job.workAgain();
        } else if (event instanceof JobWaiting waiting) {
            done(job, waiting.result(), waiting.processed(), waiting.workingMillis(), epoch);
        } else if (event instanceof JobPending pending) {
            done(job, pending.result(), pending.processed(), pending.workingMillis(), epoch);
        } else {
            end(job, event);
        }
    }

    private static void done(JobDraft job, Document result, long processed, long workingMillis, long epoch) {
        job.work = job.work.reached(processed, workingMillis);
        job.ending = Ending.COMPLETED;
        job.result = new JobResult("", "", result);
        // Nobody works on it any more: after a crash the token of the worker that did is no longer of this epoch.
        job.token = new WorkerToken(epoch, job.token.attempt());
    }

    private static void end(JobDraft job, JobEvent event) {
        if (event instanceof JobCompleted completed) {
            end(job, Ending.COMPLETED, new JobResult("", "", completed.result()));
        } else if (event instanceof JobFailed failed) {
            end(job, Ending.FAILED, new JobResult(failed.code(), failed.message(), Document.empty()));
        } else if (event instanceof JobCancelled cancelled) {
            end(job, Ending.CANCELLED, new JobResult("", cancelled.message(), Document.empty()));
        } else if (event instanceof JobRejected rejected) {
            end(job, Ending.FAILED, new JobResult(rejected.code(), rejected.message(), Document.empty()));
        } else if (event instanceof JobConcluded concluded) {
            end(job, concluded.ending(), new JobResult(concluded.code(), concluded.message(), concluded.result()));
        }
    }

    private static void end(JobDraft job, Ending ending, JobResult result) {
        job.ending = ending;
        job.result = result;
    }

    private static void recover(JobDraft job, RecoveryDecided recovery) {
        job.recovery = recovery;
        switch (recovery.outcome()) {
            case RESUMED -> {
                if (!WORK_DONE.contains(job.cutOff)) {
                    job.workAgain();
                }
            }
            case RESTARTED -> {
                job.checkpoint = null;
                job.workAgain();
            }
            case ROLLED_BACK -> job.rollingBack = true;
            case FAILED, HELD -> {}
        }
    }
}
