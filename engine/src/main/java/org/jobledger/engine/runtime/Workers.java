package org.jobledger.engine.runtime;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.jobledger.engine.EngineClock;
import org.jobledger.engine.EngineTimer;
import org.jobledger.engine.JobLedgerException;
import org.jobledger.engine.JobStats;
import org.jobledger.engine.LedgerClosedException;
import org.jobledger.engine.ledger.Ledger;
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

    private final Ledger ledger;
    private final JobRunner runner;
    private final ExecutorService handlers;
    private final EngineTimer timer;
    private final Set<Runnable> waits = ConcurrentHashMap.newKeySet();
    private volatile boolean stopped;
    private volatile BiConsumer<LiveJob, @Nullable JobStats> whenEnded = (job, stats) -> {};

    Workers(Ledger ledger, int count, EngineClock clock) {
        this.ledger = ledger;
        this.runner = new JobRunner(ledger);
        this.handlers = Executors.newFixedThreadPool(count, named("jobledger-worker-"));
        this.timer = clock.timer("jobledger-timer-1");
    }

    private static ThreadFactory named(String prefix) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, prefix + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Who is told when a job has ended (with its record) or was left (without), before those who wait for it. */
    void whenEnded(BiConsumer<LiveJob, @Nullable JobStats> listener) {
        whenEnded = listener;
    }

    /** Runs a job as soon as a thread is free. */
    void run(LiveJob job) {
        execute(job, () -> conclude(job, runner.run(job)));
    }

    /** Ends a job that never ran, on this thread: it must not wait for a worker. */
    void end(LiveJob job, Command command) {
        try {
            JobState after =
                    ledger.append(LedgerCommand.ForJob.of(job.id(), command)).job();
            conclude(job, after == null ? null : JobViews.stats(after));
        } catch (JobLedgerException e) {
            fail(job, e);
            throw e;
        }
    }

    private void execute(LiveJob job, Runnable task) {
        try {
            handlers.execute(() -> guarded(job, task));
        } catch (RejectedExecutionException e) {
            fail(job, new LedgerClosedException("the engine closed before job " + job.id() + " could run", e));
        }
    }

    private void guarded(LiveJob job, Runnable task) {
        try {
            task.run();
        } catch (JobLedgerException e) {
            LOG.warn("job {} could not be carried on: {}", job.id(), e.getMessage());
            fail(job, e);
        } catch (RuntimeException | Error e) {
            LOG.error("job {} could not be carried on", job.id(), e);
            fail(job, new LedgerClosedException("job " + job.id() + " could not be carried on: " + e, e));
            throw e;
        }
    }

    private void conclude(LiveJob job, @Nullable JobStats stats) {
        whenEnded.accept(job, stats);
        if (stats == null) {
            left(job);
        } else {
            job.ended().complete(stats);
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
            }
        };
    }

    /**
     * Takes nothing new and waits for what runs. What still runs when the time has passed is interrupted and waited for a little longer;
     * then it is left alone, and what it writes later is refused.
     *
     * @return false where something still runs
     */
    boolean stop(Duration patience) {
        stopped = true;
        timer.close();
        waits.forEach(Runnable::run);
        handlers.shutdown();
        if (awaitEnd(patience)) {
            return true;
        }
        handlers.shutdownNow();
        return awaitEnd(AFTER_INTERRUPT);
    }

    private boolean awaitEnd(Duration patience) {
        boolean interrupted = false;
        long deadline = System.nanoTime() + patience.toNanos();
        try {
            while (true) {
                try {
                    return handlers.awaitTermination(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
