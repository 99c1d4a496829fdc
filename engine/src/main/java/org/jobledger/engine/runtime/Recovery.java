package org.jobledger.engine.runtime;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jobledger.engine.EngineClock;
import org.jobledger.engine.EngineConfig;
import org.jobledger.engine.Operation;
import org.jobledger.engine.PlannedRecovery;
import org.jobledger.engine.event.JobStatus;
import org.jobledger.engine.event.OpenMode;
import org.jobledger.engine.event.RecoveryOutcome;
import org.jobledger.engine.ledger.Appended;
import org.jobledger.engine.ledger.CommandLog;
import org.jobledger.engine.ledger.LedgerCommand;
import org.jobledger.engine.recovery.RecoveryPlanner;
import org.jobledger.engine.state.Command;
import org.jobledger.engine.state.JobState;
import org.jspecify.annotations.Nullable;

/** Carries out, at the opening and before anybody new is admitted, what is planned for the jobs that a crash cut off. */
final class Recovery {
    private final CommandLog ledger;
    private final AdoptedJobs jobs;
    private final Workers workers;
    private final EngineClock clock;
    private final Map<String, Operation> operations;

    Recovery(CommandLog ledger, AdoptedJobs jobs, Workers workers, EngineConfig config) {
        this.ledger = ledger;
        this.workers = workers;
        this.clock = config.clock();
        this.jobs = jobs;
        this.operations = config.operations();
    }

    /** Those that had their claims come before those that waited, so that nobody loses what he had. */
    private static final Comparator<JobState> HOLDERS_FIRST =
            Comparator.comparing((JobState job) -> !job.everStarted()).thenComparing(JobState::id);

    /**
     * Records that the unfinished jobs were interrupted and, unless they are only held, what becomes of them; then takes their claims and
     * lets them run.
     */
    List<PlannedRecovery> carryOut(OpenMode mode) {
        List<JobState> unfinished = ledger.live().jobs().stream()
                .filter(job -> !job.concluded())
                .sorted(HOLDERS_FIRST)
                .toList();
        List<PlannedRecovery> plan = new RecoveryPlanner(operations).plan(unfinished);
        List<CompletableFuture<Appended>> answers = new ArrayList<>();
        List<Duration> rests = unfinished.stream().map(this::rest).toList();
        for (int i = 0; i < plan.size(); i++) {
            answers.add(ledger.appendAsync(commands(plan.get(i), rests.get(i), mode)));
        }
        List<LiveJob> toRun = new ArrayList<>();
        for (int i = 0; i < plan.size(); i++) {
            JobState after = ledger.await(answers.get(i)).job();
            LiveJob job = after == null ? null : adopt(after, plan.get(i), rests.get(i), mode);
            if (job != null) {
                toRun.add(job);
            }
        }
        toRun.forEach(jobs::release);
        return mode == OpenMode.HOLD ? List.of() : plan;
    }

    /** How long a job that rested before the next call of its handler rests still: never longer than a whole rest, whatever the clock says. */
    private Duration rest(JobState job) {
        Operation operation = operations.get(job.definition().operation());
        Instant until = job.times().restsUntil();
        if (job.lastSeen() != JobStatus.RETRYING || operation == null || until == null) {
            return Duration.ZERO;
        }
        Duration whole = operation.retries().delay(Math.max(job.retries() - 1, 0));
        Duration left = Duration.between(clock.instant(), until);
        return left.isNegative() ? Duration.ZERO : left.compareTo(whole) > 0 ? whole : left;
    }

    private static LedgerCommand commands(PlannedRecovery planned, Duration rest, OpenMode mode) {
        Command interrupt = new Command.Interrupt();
        return mode == OpenMode.HOLD
                ? LedgerCommand.ForJob.of(planned.jobId(), interrupt)
                : LedgerCommand.ForJob.of(
                        planned.jobId(),
                        interrupt,
                        new Command.Recover(planned.outcome(), planned.reason(), rest.toMillis()));
    }

    private @Nullable LiveJob adopt(JobState job, PlannedRecovery planned, Duration rest, OpenMode mode) {
        if (job.concluded()) {
            return null;
        }
        Operation operation = operations.get(job.definition().operation());
        if (mode == OpenMode.HOLD) {
            jobs.hold(job);
            return null;
        } else if (planned.outcome() == RecoveryOutcome.HELD || operation == null) {
            jobs.holdInGroup(job);
            return null;
        }
        LiveJob.Purpose purpose =
                planned.outcome() == RecoveryOutcome.ROLLED_BACK ? LiveJob.Purpose.UNDO : LiveJob.Purpose.WORK;
        LiveJob adopted = jobs.adopt(job, operation, purpose);
        if (job.status() == JobStatus.INTERRUPTED) {
            return adopted;
        }
        if (job.status() == JobStatus.FINISHING) {
            adopted.commitNext();
            return adopted;
        }
        // Its work was done, or it rested between two calls of its handler: it waits on.
        adopted.rest();
        if (job.status() == JobStatus.RETRYING) {
            workers.runAfter(adopted, rest);
        }
        return null;
    }
}
