package org.jobledger.engine.runtime;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.jobledger.engine.EngineConfig;
import org.jobledger.engine.JobStats;
import org.jobledger.engine.PlannedRecovery;
import org.jobledger.engine.event.Ending;
import org.jobledger.engine.event.JobStatus;
import org.jobledger.engine.event.OpenMode;
import org.jobledger.engine.ledger.CommandLog;
import org.jobledger.engine.ledger.LedgerCommand;
import org.jobledger.engine.recovery.RecoveryPlanner;
import org.jobledger.engine.state.Command;
import org.jobledger.engine.state.JobState;
import org.jspecify.annotations.Nullable;

/**
 * The lives of all jobs of one opening: what accepts them, runs them, steers them and ends them, wired so that each hears of what the others
 * did. It needs a log, a clock and workers, and neither disk nor threads of its own. Thread-safe.
 */
final class JobLives {
    private static final Duration SAMPLING = Duration.ofMillis(100);

    private final CommandLog ledger;
    private final Workers workers;
    private final EngineConfig config;
    private final Consumer<JobStats> whenEnded;
    private final JobQueue queue;
    private final Submissions submissions;
    private final JobControl control;
    private final NormalJobs normal;
    private final TimeLimits limits;

    /**
     * No jobs yet; {@link #begin} takes over those that are unfinished.
     *
     * @param finished the record of a job that has ended, by number
     * @param whenEnded told of each job that ends, before those who wait for it
     */
    JobLives(
            CommandLog ledger,
            Workers workers,
            EngineConfig config,
            LongFunction<Optional<JobStats>> finished,
            Consumer<JobStats> whenEnded) {
        this.ledger = ledger;
        this.workers = workers;
        this.config = config;
        this.whenEnded = whenEnded;
        this.queue = new JobQueue(ledger, workers, config.clock(), config.resources());
        this.submissions = new Submissions(ledger, queue, workers, config.operations());
        this.control = new JobControl(
                ledger, queue, workers, finished, new AbortEscalation(ledger, workers, config.abortPatience()));
        this.normal = new NormalJobs(ledger, queue, workers, config.clock(), control::abort);
        this.limits = new TimeLimits(ledger, control, config.clock());
        queue.nesting(normal);
        workers.whenEnded(this::ended);
        workers.whenResting(this::rests);
    }

    /** Takes over what was cut off and, from now on, looks at deadlines and samples progress. */
    List<PlannedRecovery> begin() {
        List<PlannedRecovery> plan =
                new Recovery(ledger, new AdoptedJobs(queue), workers, config).carryOut(config.mode());
        if (config.mode() == OpenMode.RECOVER) {
            queue.groups().settle(control, control::goesOn);
        }
        workers.every(SAMPLING, this::sample);
        return plan;
    }

    /** What would be done with the jobs that were cut off and that nobody has taken over yet. */
    List<PlannedRecovery> plan() {
        return new RecoveryPlanner(config.operations())
                .plan(ledger.live().jobs().stream()
                        .filter(job -> !job.concluded() && queue.find(job.id()) == null)
                        .toList());
    }

    JobQueue queue() {
        return queue;
    }

    Submissions submissions() {
        return submissions;
    }

    JobControl control() {
        return control;
    }

    NormalJobs normal() {
        return normal;
    }

    private void ended(LiveJob job, @Nullable JobState after) {
        if (after != null) {
            whenEnded.accept(JobViews.stats(after, job.accuracy()));
            queue.forget(job);
            limits.forget(job);
            if (job.terms().grouped() && after.ending() != Ending.COMPLETED) {
                queue.groups().abortOthers(after, control);
            }
        }
    }

    private void rests(LiveJob job, JobState after) {
        if (after.status() == JobStatus.RETRYING) {
            workers.runAfter(job, job.operation().retries().delay(after.retries() - 1));
        } else if (after.status() == JobStatus.WAITING) {
            queue.groups().joined(after).forEach(control::goesOn);
        }
    }

    private void sample() {
        for (LiveJob job : queue.all()) {
            limits.check(job);
            job.samples()
                    .tellIfDue((token, sample) -> ledger.appendLazily(LedgerCommand.ForJob.of(
                            job.id(), new Command.Tick(token, sample.processed(), sample.workingMillis()))));
        }
    }
}
