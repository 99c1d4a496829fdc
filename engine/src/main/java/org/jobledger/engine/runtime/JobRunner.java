package org.jobledger.engine.runtime;

import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jobledger.engine.DiskFullException;
import org.jobledger.engine.JobAbortedException;
import org.jobledger.engine.JobHandler;
import org.jobledger.engine.JobLedgerException;
import org.jobledger.engine.JobStats;
import org.jobledger.engine.LedgerClosedException;
import org.jobledger.engine.LedgerInUseException;
import org.jobledger.engine.OutcomeUnknownException;
import org.jobledger.engine.StaleWorkerException;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.Ending;
import org.jobledger.engine.ledger.Appended;
import org.jobledger.engine.ledger.Ledger;
import org.jobledger.engine.ledger.LedgerCommand;
import org.jobledger.engine.state.Command;
import org.jobledger.engine.state.JobResult;
import org.jobledger.engine.state.JobState;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one job on the calling thread: start, handler, undo where it is due, end. Keeps no state of its own. */
final class JobRunner {
    private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);

    private static final long SHORTEST_PAUSE_MILLIS = 50;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;

    private final Ledger ledger;

    JobRunner(Ledger ledger) {
        this.ledger = ledger;
    }

    private record Conclusion(Ending ending, JobResult result) {
        static Conclusion completed(Document result) {
            return new Conclusion(Ending.COMPLETED, new JobResult("", "", result));
        }

        static Conclusion cancelled(String message) {
            return new Conclusion(Ending.CANCELLED, new JobResult("", message, Document.empty()));
        }

        static Conclusion failed(Throwable error) {
            String code = error instanceof JobLedgerException known ? known.code() : "handler-failed";
            String message = error.getMessage() == null ? error.toString() : error.getMessage();
            return new Conclusion(Ending.FAILED, new JobResult(code, message, Document.empty()));
        }
    }

    /**
     * Runs the job.
     *
     * @return its record, or null where it was left unfinished for the next opening
     * @throws JobLedgerException if its start or its end cannot be recorded
     */
    @Nullable
    JobStats run(LiveJob live) {
        if (live.left()) {
            return null;
        }
        if (live.abortRequested() && live.purpose() == LiveJob.Purpose.WORK) {
            return ended(live, () -> appendAsync(live, new Command.Withdraw("canceled by client before it started")));
        }
        boolean undo = live.purpose() == LiveJob.Purpose.UNDO;
        JobState started =
                append(live, new Command.Start(undo, Thread.currentThread().getName()));
        HandlerContext context = new HandlerContext(ledger, live, started);
        Conclusion conclusion = undo ? undo(live, context, Conclusion.cancelled("rolled back")) : work(live, context);
        if (live.left() && conclusion.ending() != Ending.COMPLETED) {
            return null;
        }
        return ended(
                live,
                () -> live.finish((token, sample) -> appendAsync(
                        live,
                        new Command.Finish(
                                token,
                                conclusion.ending(),
                                conclusion.result(),
                                sample.processed(),
                                sample.workingMillis()))));
    }

    private Conclusion work(LiveJob live, HandlerContext context) {
        try {
            return Conclusion.completed(live.operation().handler().run(context));
        } catch (JobAbortedException e) {
            return afterAbort(live, context);
        } catch (InterruptedException e) {
            return live.abortRequested() || live.left()
                    ? afterAbort(live, context)
                    : undo(live, context, Conclusion.failed(e));
        } catch (Exception | LinkageError | StackOverflowError | OutOfMemoryError | AssertionError e) {
            LOG.debug("job {} failed", live.id(), e);
            return live.left() || notOurs(e) ? Conclusion.failed(e) : undo(live, context, Conclusion.failed(e));
        } finally {
            // What the handler left of an interrupt must not meet the engine's own work or the next job.
            boolean unused = Thread.interrupted();
        }
    }

    /** Where the ledger is gone or the job has passed to another worker, its next one goes on from what is there: nothing is undone. */
    private static boolean notOurs(Throwable e) {
        return e instanceof LedgerClosedException
                || e instanceof OutcomeUnknownException
                || e instanceof LedgerInUseException
                || e instanceof StaleWorkerException;
    }

    private Conclusion afterAbort(LiveJob live, HandlerContext context) {
        Conclusion cancelled =
                Conclusion.cancelled(live.operation().name().toLowerCase(Locale.ROOT) + ": canceled by client");
        return live.left() ? cancelled : undo(live, context, cancelled);
    }

    /** Undoes what was done; the conclusion stands unless that fails. */
    private static Conclusion undo(LiveJob live, HandlerContext context, Conclusion conclusion) {
        JobHandler handler = live.operation().handler();
        try {
            handler.undo(context);
            return conclusion;
        } catch (Exception | LinkageError | StackOverflowError | OutOfMemoryError | AssertionError e) {
            LOG.warn("job {} could not be undone", live.id(), e);
            return Conclusion.failed(new IllegalStateException(
                    conclusion.result().message() + "; and it could not be undone: " + e.getMessage(), e));
        }
    }

    /** Records the end; a full disk is waited out, as the end of work that was done must not be lost. */
    private @Nullable JobStats ended(LiveJob live, Supplier<CompletableFuture<Appended>> end) {
        long pauseMillis = SHORTEST_PAUSE_MILLIS;
        while (true) {
            try {
                return JobViews.stats(state(end.get()));
            } catch (DiskFullException e) {
                LOG.warn("the end of job {} cannot be recorded yet: {}", live.id(), e.getMessage());
                if (live.left()) {
                    return null;
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(pauseMillis));
                pauseMillis = Math.min(2 * pauseMillis, LONGEST_PAUSE_MILLIS);
            }
        }
    }

    private JobState append(LiveJob live, Command command) {
        return state(appendAsync(live, command));
    }

    private CompletableFuture<Appended> appendAsync(LiveJob live, Command command) {
        return ledger.appendAsync(LedgerCommand.ForJob.of(live.id(), command));
    }

    private JobState state(CompletableFuture<Appended> answer) {
        JobState after = ledger.await(answer).job();
        if (after == null) {
            throw new IllegalStateException("a job without a state: " + answer);
        }
        return after;
    }
}
