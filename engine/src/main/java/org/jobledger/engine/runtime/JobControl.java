package org.jobledger.engine.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import org.jobledger.engine.JobRefusedException;
import org.jobledger.engine.JobStats;
import org.jobledger.engine.event.AbortRequested;
import org.jobledger.engine.event.JobStatus;
import org.jobledger.engine.ledger.Appended;
import org.jobledger.engine.ledger.CommandLog;
import org.jobledger.engine.ledger.LedgerCommand;
import org.jobledger.engine.state.Command;
import org.jobledger.engine.state.JobState;
import org.jobledger.engine.state.VerbTable;
import org.jspecify.annotations.Nullable;

/**
 * The verbs that people have for jobs: each is recorded first, so that the log decides whether it is accepted, and then carried out on the
 * job in this process, if it is there. Thread-safe.
 */
final class JobControl {
    private final CommandLog ledger;
    private final JobQueue queue;
    private final Workers workers;
    private final LongFunction<Optional<JobStats>> finished;
    private final AbortEscalation escalation;

    /**
     * Verbs for the jobs of a queue.
     *
     * @param finished the record of a job that has ended, by number
     */
    JobControl(
            CommandLog ledger,
            JobQueue queue,
            Workers workers,
            LongFunction<Optional<JobStats>> finished,
            AbortEscalation escalation) {
        this.ledger = ledger;
        this.queue = queue;
        this.workers = workers;
        this.finished = finished;
        this.escalation = escalation;
    }

    /** Asks a job to stop; one whose handler is not called now ends, or is undone, at once. */
    void abort(long id, String by, String reason) {
        JobState after = carryOut(id, new Command.Abort(by, reason));
        LiveJob live = queue.find(id);
        if (live != null) {
            live.requestAbort(new AbortRequested(by, reason));
            carryOutAbort(live, after);
        }
    }

    private void carryOutAbort(LiveJob live, JobState after) {
        switch (after.status()) {
            case CREATED, QUEUED, INTERRUPTED -> {
                if (!after.everStarted() && queue.withdraw(live)) {
                    workers.end(live, new Command.Withdraw(JobSteps.abortMessage(live) + " while it waited"));
                } else {
                    // It may be on its way to its handler, past the look at the request.
                    escalation.begin(live);
                }
            }
            case RETRYING, WAITING, PENDING -> {
                if (live.wake()) {
                    live.undoInstead();
                    workers.run(live);
                }
            }
            case RUNNING, PAUSED -> escalation.begin(live);
            default -> {}
        }
    }

    void pause(long id, String by) {
        signal(carryOut(id, new Command.Pause(by)));
    }

    void resume(long id, String by) {
        signal(carryOut(id, new Command.Continue(by)));
    }

    void limitSpeed(long id, String by, long unitsPerSecond) {
        signal(carryOut(id, new Command.LimitSpeed(by, unitsPerSecond)));
    }

    private void signal(JobState changed) {
        LiveJob live = queue.find(changed.id());
        if (live != null) {
            live.gate().signal();
        }
    }

    /** Lets the work of a job stand, and with it that of all others of its group. */
    void finalizeJob(long id, String by) {
        JobState job = ledger.live().job(id);
        if (job == null || job.concluded() || !job.definition().terms().grouped()) {
            goesOn(carryOut(id, new Command.Finalize(by, queue.commits(id))));
            return;
        }
        List<LedgerCommand.ForJob> all = new ArrayList<>();
        for (JobState other : queue.groups().unfinished(job.definition().terms().group())) {
            all.add(LedgerCommand.ForJob.of(other.id(), new Command.Finalize(by, queue.commits(other.id()))));
        }
        Appended appended = ledger.append(new LedgerCommand.Together(all));
        queue.completed(appended);
        appended.jobs().forEach(this::goesOn);
    }

    /** A job whose work was done goes on: it has ended, waits to be finalized, or its handler is to make the work stand. */
    void goesOn(JobState after) {
        LiveJob live = queue.find(after.id());
        if (live != null && after.concluded() && live.wake()) {
            workers.conclude(live, after);
        } else if (live != null && after.status() == JobStatus.FINISHING && live.wake()) {
            live.commitNext();
            workers.run(live);
        }
    }

    void dismiss(long id, String by) {
        carryOut(id, new Command.Dismiss(by));
    }

    private JobState carryOut(long id, Command command) {
        @Nullable JobState after;
        try {
            Appended appended = ledger.append(LedgerCommand.ForJob.of(id, command));
            queue.completed(appended);
            after = appended.job();
        } catch (JobRefusedException e) {
            throw sentence(id, command, e);
        }
        if (after == null) {
            throw new IllegalStateException("no job after " + command);
        }
        return after;
    }

    /** Of a job that has ended the ledger knows only its record, which says in which state it is. */
    private JobRefusedException sentence(long id, Command command, JobRefusedException refused) {
        Optional<JobStatus> ended =
                ledger.live().job(id) == null ? finished.apply(id).map(JobStats::status) : Optional.empty();
        return ended.map(status -> new JobRefusedException(VerbTable.refusal(id, status, command.verb()), refused))
                .orElse(refused);
    }
}
