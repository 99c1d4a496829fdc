package org.jobledger.engine.runtime;

import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jobledger.engine.DiskErrorException;
import org.jobledger.engine.DiskFullException;
import org.jobledger.engine.EngineClock;
import org.jobledger.engine.JobAbortedException;
import org.jobledger.engine.JobHandler;
import org.jobledger.engine.JobLedgerException;
import org.jobledger.engine.LedgerClosedException;
import org.jobledger.engine.LedgerInUseException;
import org.jobledger.engine.OutcomeUnknownException;
import org.jobledger.engine.ResourceGoneException;
import org.jobledger.engine.StaleWorkerException;
import org.jobledger.engine.event.AbortRequested;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.Ending;
import org.jobledger.engine.ledger.Appended;
import org.jobledger.engine.ledger.Ledger;
import org.jobledger.engine.ledger.LedgerCommand;
import org.jobledger.engine.state.Command;
import org.jobledger.engine.state.JobResult;
import org.jobledger.engine.state.JobState;
import org.jobledger.engine.state.WorkerToken;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one job on the calling thread: start, handler, undo where it is due, end or rest. Keeps no state of its own. */
final class JobRunner {
    private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);

    private static final long SHORTEST_PAUSE_MILLIS = 50;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;

    private final Ledger ledger;
    private final EngineClock clock;

    JobRunner(Ledger ledger, EngineClock clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /** What came of a call of a handler, whether it may be called again, and whether it is to be undone. */
    private record Conclusion(Ending ending, JobResult result, boolean again, boolean undo) {
        /** Nothing is undone: the next worker goes on from what is there. */
        static Conclusion notOurs(Throwable error) {
            return new Conclusion(Ending.FAILED, failed(error).result(), false, false);
        }

        static Conclusion completed(Document result) {
            return new Conclusion(Ending.COMPLETED, new JobResult("", "", result), false, false);
        }

        static Conclusion cancelled(String message) {
            return new Conclusion(Ending.CANCELLED, new JobResult("", message, Document.empty()), false, true);
        }

        static Conclusion failed(Throwable error) {
            String code = error instanceof JobLedgerException known ? known.code() : "handler-failed";
            String message = error.getMessage() == null ? error.toString() : error.getMessage();
            return new Conclusion(Ending.FAILED, new JobResult(code, message, Document.empty()), false, true);
        }

        Conclusion andAgain() {
            return new Conclusion(ending, result, true, true);
        }
    }

    /**
     * Runs the job.
     *
     * @return the job after it: at its end, or resting; null where it was left for the next opening
     * @throws JobLedgerException if its start or its end cannot be recorded
     */
    @Nullable
    JobState run(LiveJob live) {
        if (live.left()) {
            return null;
        }
        if (live.abortRequested() && live.purpose() == LiveJob.Purpose.WORK) {
            JobState now = ledger.live().job(live.id());
            if (now == null || !now.everStarted()) {
                return ended(
                        live, () -> appendAsync(live, new Command.Withdraw(abortMessage(live) + " before it started")));
            }
            live.undoInstead();
        }
        Optional<String> obstacle = live.obstacle();
        if (obstacle.isPresent()) {
            return ended(live, () -> appendAsync(live, new Command.Reject(ResourceGoneException.CODE, obstacle.get())));
        }
        boolean undo = live.purpose() == LiveJob.Purpose.UNDO;
        JobState started =
                append(live, new Command.Start(undo, Thread.currentThread().getName()));
        HandlerContext context = new HandlerContext(ledger, live, started, clock);
        Conclusion conclusion = undo ? undo(live, context, rolledBack(live)) : work(live, context, started);
        if (live.abandoned()) {
            return afterAbandonment(live);
        }
        if (live.left() && conclusion.ending() != Ending.COMPLETED) {
            return null;
        }
        JobState after = record(live, conclusion, undo, started.retries());
        if (after != null && !after.concluded() && after.abort() != null && live.wake()) {
            // The request came before its work was done, and the handler did not look any more: so it is undone.
            live.undoInstead();
            return run(live);
        }
        return after;
    }

    private static Conclusion rolledBack(LiveJob live) {
        return Conclusion.cancelled(live.abortRequested() ? abortMessage(live) : "rolled back");
    }

    private @Nullable JobState record(LiveJob live, Conclusion conclusion, boolean undone, int retriesBefore) {
        boolean waits = live.terms().grouped() || live.terms().manualFinalize();
        boolean rests = conclusion.again() || (conclusion.ending() == Ending.COMPLETED && waits && !undone);
        if (rests) {
            live.rest();
        }
        return ended(
                live,
                () -> live.finish((token, sample) -> appendAsync(
                        live,
                        rests
                                ? rest(live, conclusion, token, sample, retriesBefore)
                                : new Command.Finish(
                                        token,
                                        conclusion.ending(),
                                        conclusion.result(),
                                        sample.processed(),
                                        sample.workingMillis()))));
    }

    private static Command rest(
            LiveJob live, Conclusion conclusion, WorkerToken token, LiveJob.Sample sample, int retriesBefore) {
        JobResult result = conclusion.result();
        return conclusion.again()
                ? new Command.Retry(
                        token,
                        result.code(),
                        result.message(),
                        live.operation().retries().delay(retriesBefore).toMillis(),
                        sample.processed(),
                        sample.workingMillis())
                : new Command.Rest(token, result.result(), sample.processed(), sample.workingMillis());
    }

    /** The handler was given up and has returned all the same: what it did is undone by a worker of its own right. */
    private @Nullable JobState afterAbandonment(LiveJob live) {
        live.children().awaitGone();
        live.abandonedIsGone();
        if (live.left()) {
            return null;
        }
        live.undoInstead();
        return run(live);
    }

    private Conclusion work(LiveJob live, HandlerContext context, JobState started) {
        Conclusion conclusion = call(live, context);
        if (live.abandoned() || live.left() || !conclusion.undo()) {
            return conclusion;
        }
        if (conclusion.again()
                && !live.abortRequested()
                && started.retries() < live.operation().retries().retries()) {
            return conclusion;
        }
        return undo(live, context, new Conclusion(conclusion.ending(), conclusion.result(), false, true));
    }

    /** Calls the handler; nobody interrupts or abandons it when this returns. */
    private Conclusion call(LiveJob live, HandlerContext context) {
        live.handlerBegins();
        try {
            return Conclusion.completed(live.operation().handler().run(context));
        } catch (JobAbortedException e) {
            return Conclusion.cancelled(abortMessage(live));
        } catch (InterruptedException e) {
            return live.abortRequested() || live.left()
                    ? Conclusion.cancelled(abortMessage(live))
                    : Conclusion.failed(e);
        } catch (Exception e) {
            LOG.debug("job {} failed", live.id(), e);
            if (notOurs(e)) {
                return Conclusion.notOurs(e);
            }
            // An interrupt reaches a handler as all kinds of errors of input and output.
            return live.interrupted()
                    ? Conclusion.cancelled(abortMessage(live))
                    : Conclusion.failed(e).andAgain();
        } catch (LinkageError | StackOverflowError | OutOfMemoryError | AssertionError e) {
            LOG.debug("job {} failed", live.id(), e);
            return Conclusion.failed(e);
        } finally {
            awaitAbandonment(live.handlerReturned());
            // What the handler left of an interrupt must not meet the engine's own work or the next job.
            boolean unused = Thread.interrupted();
        }
    }

    private static void awaitAbandonment(@Nullable CompletableFuture<?> recording) {
        if (recording != null) {
            recording.handle((done, refused) -> true).join();
        }
    }

    /** Who stopped it and, where nobody did himself, why. */
    static String abortMessage(LiveJob live) {
        AbortRequested request = live.abort();
        String name = live.operation().name().toLowerCase(Locale.ROOT);
        if (request != null
                && (request.by().equals(TimeLimits.ENGINE)
                        || request.by().equals(Groups.NAME + live.terms().group()))) {
            return name + ": canceled, " + request.reason();
        }
        return name + ": canceled by client";
    }

    /** Where the ledger is gone or the job has passed to another worker, its next one goes on from what is there: nothing is undone. */
    private static boolean notOurs(Throwable e) {
        return e instanceof LedgerClosedException
                || e instanceof OutcomeUnknownException
                || e instanceof LedgerInUseException
                || e instanceof StaleWorkerException;
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

    /** Records the end; a disk that makes no room for it is waited out, as the end of work that was done must not be lost. */
    private @Nullable JobState ended(LiveJob live, Supplier<CompletableFuture<Appended>> end) {
        long pauseMillis = SHORTEST_PAUSE_MILLIS;
        while (true) {
            try {
                Appended last = ledger.await(end.get());
                live.accuracy(last.accuracy(live.id()));
                return state(last);
            } catch (DiskFullException | DiskErrorException e) {
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
        return state(ledger.await(appendAsync(live, command)));
    }

    private CompletableFuture<Appended> appendAsync(LiveJob live, Command command) {
        return ledger.appendAsync(LedgerCommand.ForJob.of(live.id(), command));
    }

    private static JobState state(Appended answer) {
        JobState after = answer.job();
        if (after == null) {
            throw new IllegalStateException("a job without a state: " + answer);
        }
        return after;
    }
}
