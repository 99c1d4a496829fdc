package org.jobledger.engine.state;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jobledger.engine.event.AbortRequested;
import org.jobledger.engine.event.AllowedJobsChanged;
import org.jobledger.engine.event.CheckpointReached;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.Ending;
import org.jobledger.engine.event.JobAbandoned;
import org.jobledger.engine.event.JobCancelled;
import org.jobledger.engine.event.JobCompleted;
import org.jobledger.engine.event.JobConcluded;
import org.jobledger.engine.event.JobContinued;
import org.jobledger.engine.event.JobDismissed;
import org.jobledger.engine.event.JobEvent;
import org.jobledger.engine.event.JobFailed;
import org.jobledger.engine.event.JobFinalized;
import org.jobledger.engine.event.JobFinishing;
import org.jobledger.engine.event.JobInterrupted;
import org.jobledger.engine.event.JobNested;
import org.jobledger.engine.event.JobPaused;
import org.jobledger.engine.event.JobPending;
import org.jobledger.engine.event.JobQueued;
import org.jobledger.engine.event.JobRejected;
import org.jobledger.engine.event.JobRetryScheduled;
import org.jobledger.engine.event.JobStarted;
import org.jobledger.engine.event.JobStatus;
import org.jobledger.engine.event.JobWaiting;
import org.jobledger.engine.event.PhaseEntered;
import org.jobledger.engine.event.ProgressTicked;
import org.jobledger.engine.event.RecoveryDecided;
import org.jobledger.engine.event.RecoveryOutcome;
import org.jobledger.engine.event.SpeedLimited;
import org.jobledger.engine.event.TotalDeclared;
import org.jobledger.engine.state.Decision.Accepted;
import org.jobledger.engine.state.Decision.Refusal;
import org.jobledger.engine.state.Decision.Refused;
import org.jspecify.annotations.Nullable;

/** How commands become events: a pure function. Whether the events may follow is asked of {@link TransitionTable} alone. */
public final class Decisions {
    private Decisions() {}

    /**
     * What comes of a command.
     *
     * @param job the job as it is, or null for {@link Command.Submit}
     */
    public static Decision decide(@Nullable JobState job, Command command) {
        if (command instanceof Command.Submit submit) {
            return job == null
                    ? new Accepted(List.of(submit.definition()))
                    : refused(Refusal.WRONG_STATE, "job " + job.id() + " exists already");
        }
        if (job == null) {
            return refused(Refusal.WRONG_STATE, "no unfinished job to " + command.verb());
        }
        if (command instanceof Command.OfWorker worker && stale(job, worker)) {
            return refused(Refusal.STALE_WORKER, staleness(job, worker) + ": " + command.verb() + " refused");
        }
        if (!VerbTable.accepts(job.status(), command.verb())) {
            return wrongState(job, command);
        }
        Optional<String> wrongMoment = MomentRules.objection(job, command);
        if (wrongMoment.isPresent()) {
            return refused(Refusal.WRONG_STATE, wrongMoment.get());
        }
        Optional<String> badValue = ValueRules.objection(job, command);
        if (badValue.isPresent()) {
            return refused(Refusal.BAD_VALUE, badValue.get());
        }
        return inTable(job, command, eventsOf(job, command));
    }

    /** In these states nobody works on a job, so that whoever says he does comes too late. */
    private static final Set<JobStatus> UNWORKED = EnumSet.of(
            JobStatus.INTERRUPTED,
            JobStatus.ABANDONED,
            JobStatus.RETRYING,
            JobStatus.WAITING,
            JobStatus.PENDING,
            JobStatus.CONCLUDED);

    private static boolean stale(JobState job, Command.OfWorker worker) {
        return !worker.token().equals(job.token()) || UNWORKED.contains(job.status());
    }

    private static String staleness(JobState job, Command.OfWorker worker) {
        return UNWORKED.contains(job.status())
                ? "job " + job.id() + " in state '" + job.status().name().toLowerCase(Locale.ROOT)
                        + "' belongs to no worker"
                : "job " + job.id() + " belongs to " + job.token() + ", not to " + worker.token();
    }

    private static Decision inTable(JobState job, Command command, List<JobEvent> events) {
        JobStatus status = job.status();
        for (JobEvent event : events) {
            Optional<JobStatus> next = TransitionTable.next(status, event.type());
            if (next.isEmpty()) {
                return wrongState(job, command);
            }
            status = next.get();
        }
        return new Accepted(events);
    }

    private static Refused wrongState(JobState job, Command command) {
        return refused(Refusal.WRONG_STATE, VerbTable.refusal(job.id(), job.status(), command.verb()));
    }

    private static List<JobEvent> eventsOf(JobState job, Command command) {
        if (command instanceof Command.OfWorker worker) {
            return ofWorker(job, worker);
        } else if (command instanceof Command.Queue queue) {
            return List.of(new JobQueued(queue.waitsFor()));
        } else if (command instanceof Command.Start start) {
            return started(job, start);
        } else if (command instanceof Command.Reject reject) {
            return List.of(new JobRejected(reject.code(), reject.message()));
        } else if (command instanceof Command.Withdraw withdraw) {
            return List.of(
                    finishing(job, Ending.CANCELLED),
                    end(job, Ending.CANCELLED, new JobResult("", withdraw.message(), Document.empty())));
        } else if (command instanceof Command.Nest nest) {
            return List.of(new JobNested(nest.within()));
        } else if (command instanceof Command.Abort abort) {
            return List.of(new AbortRequested(abort.by(), abort.reason()));
        } else if (command instanceof Command.Pause pause) {
            return List.of(new JobPaused(pause.by()));
        } else if (command instanceof Command.Continue resume) {
            return List.of(new JobContinued(resume.by()));
        } else if (command instanceof Command.LimitSpeed limit) {
            return List.of(new SpeedLimited(limit.by(), limit.unitsPerSecond()));
        } else if (command instanceof Command.Abandon abandon) {
            return List.of(new JobAbandoned(abandon.worker(), abandon.reason()));
        } else if (command instanceof Command.Join join) {
            return joined(job, join);
        } else if (command instanceof Command.Finalize done) {
            return done.commits()
                    ? List.of(new JobFinalized(done.by()))
                    : List.of(new JobFinalized(done.by()), end(job, Ending.COMPLETED, result(job)));
        } else if (command instanceof Command.Dismiss dismiss) {
            return List.of(
                    new JobDismissed(dismiss.by()),
                    lastEvent(job.ending() == null ? Ending.FAILED : job.ending(), result(job)));
        } else if (command instanceof Command.Recover recover) {
            return recovery(job, recover);
        } else if (command instanceof Command.Interrupt) {
            return List.of(new JobInterrupted(job.status()));
        }
        throw new IllegalStateException("command without a rule: " + command);
    }

    private static List<JobEvent> ofWorker(JobState job, Command.OfWorker command) {
        if (command instanceof Command.Tick tick) {
            return List.of(new ProgressTicked(tick.processed(), tick.workingMillis()));
        } else if (command instanceof Command.Checkpoint checkpoint) {
            return List.of(
                    new CheckpointReached(checkpoint.state(), checkpoint.processed(), checkpoint.workingMillis()));
        } else if (command instanceof Command.EnterPhase phase) {
            return List.of(new PhaseEntered(phase.index(), phase.count(), phase.name()));
        } else if (command instanceof Command.Allow allow) {
            return List.of(new AllowedJobsChanged(allow.allowed()));
        } else if (command instanceof Command.DeclareTotal declare) {
            return List.of(new TotalDeclared(declare.total(), declare.unit()));
        } else if (command instanceof Command.Finish finish) {
            return List.of(
                    new JobFinishing(finish.ending(), finish.processed(), finish.workingMillis()),
                    end(job, finish.ending(), finish.result()));
        } else if (command instanceof Command.Define) {
            return List.of();
        } else if (command instanceof Command.Retry retry) {
            return List.of(new JobRetryScheduled(
                    retry.code(), retry.message(), retry.delayMillis(), retry.processed(), retry.workingMillis()));
        } else if (command instanceof Command.Commit commit) {
            return List.of(
                    commit.code().isEmpty()
                            ? end(job, Ending.COMPLETED, result(job))
                            : end(
                                    job,
                                    Ending.FAILED,
                                    new JobResult(commit.code(), commit.message(), Document.empty())));
        } else if (command instanceof Command.Rest rest) {
            return List.of(
                    job.definition().terms().grouped()
                            ? new JobWaiting(rest.result(), rest.processed(), rest.workingMillis())
                            : new JobPending(rest.result(), rest.processed(), rest.workingMillis()));
        }
        throw new IllegalStateException("command without a rule: " + command);
    }

    /** A job that was paused when a crash cut it off rests again as soon as its handler is there. */
    private static List<JobEvent> started(JobState job, Command.Start start) {
        JobStarted started = new JobStarted(job.token().attempt() + 1, start.rollback(), start.worker());
        boolean paused = job.cutOff() == JobStatus.PAUSED && !start.rollback();
        return paused ? List.of(started, new JobPaused("recovery: it was paused")) : List.of(started);
    }

    private static List<JobEvent> joined(JobState job, Command.Join join) {
        if (job.definition().terms().manualFinalize()) {
            return List.of(pending(job));
        }
        return join.commits()
                ? List.of(
                        pending(job),
                        new JobFinalized("group " + job.definition().terms().group()))
                : List.of(finishing(job, Ending.COMPLETED), end(job, Ending.COMPLETED, result(job)));
    }

    private static JobFinishing finishing(JobState job, Ending ending) {
        return new JobFinishing(ending, job.work().processed(), job.work().workingMillis());
    }

    private static JobPending pending(JobState job) {
        return new JobPending(
                result(job).result(), job.work().processed(), job.work().workingMillis());
    }

    private static JobResult result(JobState job) {
        return job.result() == null ? new JobResult("", "", Document.empty()) : job.result();
    }

    /** The end of a job, unless somebody has to dismiss it first. */
    private static JobEvent end(JobState job, Ending ending, JobResult result) {
        return job.definition().terms().manualDismiss()
                ? new JobConcluded(ending, result.code(), result.message(), result.result())
                : lastEvent(ending, result);
    }

    private static JobEvent lastEvent(Ending ending, JobResult result) {
        return switch (ending) {
            case COMPLETED -> new JobCompleted(result.result());
            case FAILED -> new JobFailed(result.code(), result.message());
            case CANCELLED -> new JobCancelled(result.message());
        };
    }

    private static List<JobEvent> recovery(JobState job, Command.Recover recover) {
        List<JobEvent> events = new ArrayList<>();
        events.add(new RecoveryDecided(recover.outcome(), recover.reason()));
        switch (recover.outcome()) {
            case FAILED ->
                events.add(end(job, Ending.FAILED, new JobResult("interrupted", recover.reason(), Document.empty())));
            case ROLLED_BACK -> {
                if (!job.everStarted()) {
                    events.add(end(
                            job,
                            Ending.CANCELLED,
                            new JobResult("", "rolled back: it had not started", Document.empty())));
                }
            }
            case RESUMED, RESTARTED -> events.addAll(whereItWas(job, recover));
            case HELD -> {}
        }
        return events;
    }

    /** What did not work when the crash came does not work after it either: it waits on as it did. */
    private static List<JobEvent> whereItWas(JobState job, Command.Recover recover) {
        return switch (job.lastSeen()) {
            case PENDING -> List.of(pending(job));
            case FINISHING -> List.of(pending(job), new JobFinalized("recovery: it was finalized"));
            case WAITING ->
                List.of(new JobWaiting(
                        result(job).result(), job.work().processed(), job.work().workingMillis()));
            case RETRYING ->
                List.of(new JobRetryScheduled(
                        "interrupted",
                        recover.reason(),
                        recover.restMillis(),
                        kept(job.checkpoint(), recover.outcome()),
                        job.work().workingMillis()));
            default -> List.of();
        };
    }

    private static long kept(@Nullable CheckpointReached checkpoint, RecoveryOutcome outcome) {
        return checkpoint == null || outcome != RecoveryOutcome.RESUMED ? 0 : checkpoint.processed();
    }

    private static Refused refused(Refusal refusal, String message) {
        return new Refused(refusal, message);
    }
}
