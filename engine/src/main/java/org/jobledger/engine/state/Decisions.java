package org.jobledger.engine.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jobledger.engine.event.AbortRequested;
import org.jobledger.engine.event.AllowedJobsChanged;
import org.jobledger.engine.event.CheckpointReached;
import org.jobledger.engine.event.Ending;
import org.jobledger.engine.event.JobCancelled;
import org.jobledger.engine.event.JobCompleted;
import org.jobledger.engine.event.JobContinued;
import org.jobledger.engine.event.JobEvent;
import org.jobledger.engine.event.JobFailed;
import org.jobledger.engine.event.JobFinishing;
import org.jobledger.engine.event.JobInterrupted;
import org.jobledger.engine.event.JobNested;
import org.jobledger.engine.event.JobPaused;
import org.jobledger.engine.event.JobQueued;
import org.jobledger.engine.event.JobRejected;
import org.jobledger.engine.event.JobStarted;
import org.jobledger.engine.event.JobStatus;
import org.jobledger.engine.event.PhaseEntered;
import org.jobledger.engine.event.ProgressTicked;
import org.jobledger.engine.event.RecoveryDecided;
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
        if (command instanceof Command.OfWorker worker && !worker.token().equals(job.token())) {
            return refused(
                    Refusal.STALE_WORKER,
                    "job " + job.id() + " belongs to " + job.token() + ", not to " + worker.token() + ": "
                            + command.verb() + " refused");
        }
        Optional<String> badValue = ValueRules.objection(job, command);
        if (badValue.isPresent()) {
            return refused(Refusal.BAD_VALUE, badValue.get());
        }
        return inTable(job, command, eventsOf(job, command));
    }

    private static Decision inTable(JobState job, Command command, List<JobEvent> events) {
        JobStatus status = job.status();
        for (JobEvent event : events) {
            Optional<JobStatus> next = TransitionTable.next(status, event.type());
            if (next.isEmpty()) {
                return refused(
                        Refusal.WRONG_STATE,
                        "Job '" + job.id() + "' in state '"
                                + job.status().name().toLowerCase(Locale.ROOT) + "' cannot accept command verb '"
                                + command.verb() + "'");
            }
            status = next.get();
        }
        return new Accepted(events);
    }

    private static List<JobEvent> eventsOf(JobState job, Command command) {
        if (command instanceof Command.OfWorker worker) {
            return ofWorker(worker);
        } else if (command instanceof Command.Queue queue) {
            return List.of(new JobQueued(queue.waitsFor()));
        } else if (command instanceof Command.Start start) {
            return List.of(new JobStarted(job.token().attempt() + 1, start.rollback(), start.worker()));
        } else if (command instanceof Command.Reject reject) {
            return List.of(new JobRejected(reject.code(), reject.message()));
        } else if (command instanceof Command.Withdraw withdraw) {
            return List.of(
                    new JobFinishing(
                            Ending.CANCELLED, job.work().processed(), job.work().workingMillis()),
                    new JobCancelled(withdraw.message()));
        } else if (command instanceof Command.Nest nest) {
            return List.of(new JobNested(nest.within()));
        } else if (command instanceof Command.Abort abort) {
            return List.of(new AbortRequested(abort.by(), abort.reason()));
        } else if (command instanceof Command.Pause pause) {
            return List.of(new JobPaused(pause.by()));
        } else if (command instanceof Command.Continue resume) {
            return List.of(new JobContinued(resume.by()));
        } else if (command instanceof Command.Recover recover) {
            return recovery(job, recover);
        } else if (command instanceof Command.Interrupt) {
            return List.of(new JobInterrupted(job.status()));
        }
        throw new IllegalStateException("command without a rule: " + command);
    }

    private static List<JobEvent> ofWorker(Command.OfWorker command) {
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
                    new JobFinishing(finish.ending(), finish.processed(), finish.workingMillis()), endOf(finish));
        }
        throw new IllegalStateException("command without a rule: " + command);
    }

    private static JobEvent endOf(Command.Finish finish) {
        JobResult result = finish.result();
        return switch (finish.ending()) {
            case COMPLETED -> new JobCompleted(result.result());
            case FAILED -> new JobFailed(result.code(), result.message());
            case CANCELLED -> new JobCancelled(result.message());
        };
    }

    private static List<JobEvent> recovery(JobState job, Command.Recover recover) {
        List<JobEvent> events = new ArrayList<>();
        events.add(new RecoveryDecided(recover.outcome(), recover.reason()));
        switch (recover.outcome()) {
            case FAILED -> events.add(new JobFailed("interrupted", recover.reason()));
            case ROLLED_BACK -> {
                if (!job.everStarted()) {
                    events.add(new JobCancelled("rolled back: it had not started"));
                }
            }
            case RESUMED, RESTARTED, HELD -> {}
        }
        return events;
    }

    private static Refused refused(Refusal refusal, String message) {
        return new Refused(refusal, message);
    }
}
