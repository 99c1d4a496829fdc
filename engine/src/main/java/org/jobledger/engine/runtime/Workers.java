package org.jobledger.engine.runtime;

import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.jobledger.engine.EngineClock;
import org.jobledger.engine.EngineTimer;
import org.jobledger.engine.JobLedgerException;
import org.jobledger.engine.LedgerClosedException;
import org.jobledger.engine.ledger.Appended;
import org.jobledger.engine.ledger.CommandLog;
import org.jobledger.engine.ledger.LedgerCommand;
import org.jobledger.engine.state.Command;
import org.jobledger.engine.state.JobState;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The threads that run jobs, and the one that waits for times to come. Thread-safe. */
final class Workers {
    private static final Logger LOG = LoggerFactory.getLogger(Workers.class);

    private static final Duration AFTER_INTERRUPT = Duration.ofSeconds(1);

    private static final Duration BEFORE_ANOTHER_TRY = Duration.ofMillis(100);

    private final CommandLog ledger;
    private final JobRuns runner;
    private final RunQueue runs;
    private final @Nullable WorkerThreads ownThreads;
    private final EngineTimer timer;
    private final Set<Runnable> waits = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean triesAgain = new AtomicBoolean();
    private volatile boolean stopped;
    private volatile BiConsumer<LiveJob, @Nullable JobState> whenEnded = (job, state) -> {};
    private volatile BiConsumer<LiveJob, JobState> whenResting = (job, state) -> {};

    /**
     * Threads for so many jobs at a time.
     *
     * @param threads the embedder's, or null for own ones
     */
    Workers(CommandLog ledger, int count, EngineClock clock, @Nullable Executor threads) {
        // The queue bounds how many run at a time; one more thread takes the place of one that is given up.
        this.ownThreads = threads == null ? new WorkerThreads("jobledger-worker-") : null;
        this.ledger = ledger;
        this.runner = new JobRunner(ledger, new JobSteps(ledger, clock));
        this.runs = new RunQueue(
                threads == null ? Objects.requireNonNull(ownThreads) : JobThreads.of(threads), count, new Running());
        this.timer = clock.timer("jobledger-timer-1");
    }

    /** The same, with somebody else to run the jobs that have a place. */
    Workers(CommandLog ledger, int count, EngineClock clock, JobThreads threads, JobRuns runner) {
        this.ownThreads = null;
        this.ledger = ledger;
        this.runner = runner;
        this.runs = new RunQueue(threads, count, new Running());
        this.timer = clock.timer("jobledger-timer-1");
    }

    /** Who is told when a job has ended (with its state) or was left (without), before those who wait for it. */
    void whenEnded(BiConsumer<LiveJob, @Nullable JobState> listener) {
        whenEnded = listener;
    }

    /** Who is told when a job rests without a thread: between two calls of its handler, or with its work done. */
    void whenResting(BiConsumer<LiveJob, JobState> listener) {
        whenResting = listener;
    }

    /** Runs a job as soon as a thread is free. */
    void run(LiveJob job) {
        runs.add(job);
    }

    /** A place for a job that is being accepted, so that its start can be recorded with its acceptance; null where none is free. */
    RunQueue.@Nullable KeptPlace keep() {
        return runs.keep();
    }

    private final class Running implements RunQueue.Runs {
        @Override
        public boolean run(LiveJob job, RunQueue.Slot slot) {
            job.slot(slot);
            return guarded(job, slot);
        }

        @Override
        public void dropped(LiveJob job) {
            fail(job, new LedgerClosedException("the engine closed before job " + job.id() + " could run"));
        }

        @Override
        public void noThread(LiveJob job, Throwable why) {
            LOG.warn("no thread for job {} yet, another try follows: {}", job.id(), why.toString());
            if (triesAgain.compareAndSet(false, true)) {
                Runnable unused = after(BEFORE_ANOTHER_TRY, () -> {
                    triesAgain.set(false);
                    runs.fill();
                });
            }
        }
    }

    /** Runs a job that rests when so much time has passed, unless somebody wakes it before. */
    void runAfter(LiveJob job, Duration rest) {
        Runnable unused = after(rest, () -> {
            if (job.wake()) {
                run(job);
            }
        });
    }

    /** Ends a job that never ran, on this thread: it must not wait for a worker. */
    void end(LiveJob job, Command command) {
        try {
            Appended last = ledger.append(LedgerCommand.ForJob.of(job.id(), command));
            job.accuracy(last.accuracy(job.id()));
            conclude(job, last.job());
        } catch (JobLedgerException e) {
            fail(job, e);
            throw e;
        }
    }

    private boolean guarded(LiveJob job, RunQueue.Slot slot) {
        try {
            return runner.run(job, slot, after -> conclude(job, after));
        } catch (JobLedgerException e) {
            LOG.warn("job {} could not be carried on: {}", job.id(), e.getMessage());
            fail(job, e);
            return true;
        } catch (RuntimeException | Error e) {
            LOG.error("job {} could not be carried on", job.id(), e);
            fail(job, new LedgerClosedException("job " + job.id() + " could not be carried on: " + e, e));
            throw e;
        }
    }

    /** A job has ended, rests, or (null) was left. */
    void conclude(LiveJob job, @Nullable JobState after) {
        if (after != null && !after.concluded()) {
            whenResting.accept(job, after);
            return;
        }
        whenEnded.accept(job, after);
        if (after == null) {
            left(job);
        } else {
            job.ended().complete(JobViews.stats(after, job.accuracy()));
        }
    }

    /** Those who wait for a job that was left are told, unless it has ended. */
    static void left(LiveJob job) {
        fail(job, new LedgerClosedException("job " + job.id() + " was left for the next opening"));
    }

    /** Those who wait are told; the claims stay, as nobody knows what the job has left behind. */
    private static void fail(LiveJob job, JobLedgerException why) {
        job.ended().completeExceptionally(why);
    }

    /** Calls a task later, unless what is returned is run before, or the engine closes. */
    Runnable after(Duration delay, Runnable task) {
        return timer.after(delay, logged(task));
    }

    /** The same, and it is called at the close of the engine too: somebody waits until then. */
    Runnable giveUpAfter(Duration delay, Runnable task) {
        waits.add(task);
        Runnable cancel = timer.after(delay, task);
        if (stopped || delay.isZero()) {
            task.run();
        }
        return () -> {
            waits.remove(task);
            cancel.run();
        };
    }

    /** Calls a task again and again. */
    void every(Duration period, Runnable task) {
        timer.every(period, logged(task));
    }

    private static Runnable logged(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                LOG.debug("a timed task failed", e);
            } catch (Error e) {
                // A handler may have taken all memory: the timer goes on all the same, as deadlines hang on it.
                LOG.warn("a timed task failed: {}", e.toString());
            }
        };
    }

    /**
     * Takes nothing new and waits for what runs. What still runs when the time has passed is interrupted and waited for a little longer;
     * then it is left alone, and what it writes later is refused.
     *
     * @param interrupt interrupts all handlers that are called now
     * @return false where something still runs
     */
    boolean stop(Duration patience, Runnable interrupt) {
        stopped = true;
        timer.close();
        waits.forEach(Runnable::run);
        runs.close();
        boolean idle = runs.awaitIdle(TimeUnit.NANOSECONDS.convert(patience));
        if (!idle) {
            interrupt.run();
            idle = runs.awaitIdle(AFTER_INTERRUPT.toNanos());
        }
        if (ownThreads != null) {
            ownThreads.close();
        }
        return idle;
    }
}
