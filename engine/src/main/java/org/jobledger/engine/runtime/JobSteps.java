package org.jobledger.engine.runtime;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jobledger.engine.DiskErrorException;
import org.jobledger.engine.DiskFullException;
import org.jobledger.engine.EngineClock;
import org.jobledger.engine.JobRefusedException;
import org.jobledger.engine.ResourceGoneException;
import org.jobledger.engine.VersionConflictException;
import org.jobledger.engine.event.AbortRequested;
import org.jobledger.engine.event.Ending;
import org.jobledger.engine.ledger.Appended;
import org.jobledger.engine.ledger.CommandLog;
import org.jobledger.engine.ledger.LedgerCommand;
import org.jobledger.engine.state.Command;
import org.jobledger.engine.state.JobState;
import org.jobledger.engine.state.WorkerToken;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stay of a job with a worker, step by step: start, undo where it is due, end or rest. Handlers are called between the steps and never
 * in them, so that whoever drives them need not be a thread that waits for a handler. Keeps no state of its own.
 */
final class JobSteps {
    private static final Logger LOG = LoggerFactory.getLogger(JobSteps.class);

    private static final long SHORTEST_PAUSE_MILLIS = 50;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;

    private final CommandLog ledger;
    private final EngineClock clock;

    JobSteps(CommandLog ledger, EngineClock clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /** What comes next. */
    sealed interface Step {}

    /** What a handler is called for. */
    enum Part {
        WORK,
        UNDO,
        COMMIT
    }

    /**
     * The handler is to be called, and {@link #returned} then told.
     *
     * @param started the job when it was started
     * @param soFar what came of the call before, which an undo does not change unless it fails
     */
    record Call(Part part, LiveJob live, HandlerContext context, JobState started, Conclusion soFar) implements Step {}

    /**
     * The stay is over.
     *
     * @param after the job after it: at its end, or resting; null where it was left for the next opening
     */
    record Over(@Nullable JobState after) implements Step {}

    /** How the last command of a stay is given to the log: perhaps with the start of who follows in the place that becomes free. */
    @FunctionalInterface
    interface Ends {
        /** Chooses who follows; called with no lock held, before the end is given. Who was chosen stays so, where that is refused. */
        End choose();
    }

    /** Gives the last command to the log; again where it was refused. */
    @FunctionalInterface
    interface End {
        /** Gives it; takes no lock. */
        CompletableFuture<Appended> append(LedgerCommand last);
    }

    /**
     * The first step.
     *
     * @param ends how an end is given to the log
     * @throws org.jobledger.engine.JobLedgerException if a start or an end cannot be recorded
     */
    Step first(LiveJob live, Ends ends) {
        CompletableFuture<Appended> starting = live.takeStarting();
        if (starting != null) {
            try {
                return call(live, false, state(ledger.await(starting)));
            } catch (DiskFullException | DiskErrorException e) {
                // Nothing was appended. The end that it was given with is recorded by now, so there is room again.
                LOG.debug("job {} is started once more: {}", live.id(), e.getMessage());
            }
        }
        if (live.left()) {
            return new Over(null);
        }
        if (live.purpose() == LiveJob.Purpose.COMMIT) {
            return committing(live, finalized(live));
        }
        JobState now = ledger.live().job(live.id());
        boolean first = now == null || !now.everStarted();
        if (live.abortRequested() && live.purpose() == LiveJob.Purpose.WORK) {
            if (first) {
                return ended(live, new Command.Withdraw(abortMessage(live) + " before it started"), List.of(), ends);
            }
            live.undoInstead();
        }
        // What it has begun itself may be why a resource is gone.
        Optional<String> obstacle = first ? live.obstacle() : Optional.empty();
        if (obstacle.isPresent()) {
            return ended(live, new Command.Reject(ResourceGoneException.CODE, obstacle.get()), List.of(), ends);
        }
        boolean undo = live.purpose() == LiveJob.Purpose.UNDO;
        return call(
                live,
                undo,
                append(live, new Command.Start(undo, Thread.currentThread().getName())));
    }

    private Step call(LiveJob live, boolean undo, JobState started) {
        HandlerContext context = new HandlerContext(ledger, live, started, clock);
        return new Call(undo ? Part.UNDO : Part.WORK, live, context, started, rolledBack(live));
    }

    private JobState finalized(LiveJob live) {
        JobState job = ledger.live().job(live.id());
        if (job == null) {
            throw new IllegalStateException("job " + live.id() + " is to stand and is not there");
        }
        return job;
    }

    private Step committing(LiveJob live, JobState finalized) {
        HandlerContext context = new HandlerContext(ledger, live, finalized, clock);
        live.samples().settle();
        return new Call(Part.COMMIT, live, context, finalized, rolledBack(live));
    }

    private static Conclusion rolledBack(LiveJob live) {
        return Conclusion.cancelled(live.abortRequested() ? abortMessage(live) : "rolled back");
    }

    /**
     * The step after a call of a handler.
     *
     * @param ends how an end is given to the log
     */
    Step returned(Call call, Outcome outcome, Ends ends) {
        try {
            return after(call, outcome, ends);
        } catch (VersionConflictException e) {
            if (outcome instanceof Outcome.Returned returned
                    && !returned.changes().isEmpty()) {
                // Nothing was recorded, so it does not rest: it is as if the handler had met this itself.
                boolean unused = call.live().wake();
                return after(call, new Outcome.Threw(e), ends);
            }
            throw e;
        }
    }

    private Step after(Call call, Outcome outcome, Ends ends) {
        LiveJob live = call.live();
        if (call.part() == Part.COMMIT) {
            return committed(call, outcome, ends);
        }
        Conclusion conclusion = call.part() == Part.UNDO
                ? Conclusion.ofUndo(call.soFar(), outcome)
                : Conclusion.ofWork(outcome, live, abortMessage(live));
        if (call.part() == Part.WORK && isUndone(call, conclusion)) {
            return new Call(Part.UNDO, live, call.context(), call.started(), conclusion.undone());
        }
        if (live.abandoned()) {
            return afterAbandonment(live, ends);
        }
        if (isLeft(live, conclusion)) {
            return new Over(null);
        }
        return concluded(call, conclusion, ends);
    }

    /** Also a job whose handler was refused something because the engine closes: it is no failure of its, and it goes on at the next opening. */
    private static boolean isLeft(LiveJob live, Conclusion conclusion) {
        boolean refused = conclusion.ending() == Ending.FAILED && !conclusion.undo();
        return conclusion.ending() != Ending.COMPLETED
                && (live.left() || (refused && live.queue().closing()));
    }

    private static boolean isUndone(Call call, Conclusion conclusion) {
        LiveJob live = call.live();
        if (live.abandoned() || live.left() || !conclusion.undo()) {
            return false;
        }
        boolean again = conclusion.again()
                && !live.abortRequested()
                && call.started().retries() < live.operation().retries().retries();
        return !again;
    }

    private Step committed(Call call, Outcome outcome, Ends ends) {
        LiveJob live = call.live();
        WorkerToken token = call.started().token();
        if (outcome instanceof Outcome.Returned returned) {
            return ended(live, new Command.Commit(token, "", ""), returned.changes(), ends);
        }
        Conclusion failed = Conclusion.ofWork(outcome, live, "");
        if (live.left() || !failed.undo()) {
            return new Over(null);
        }
        return ended(
                live,
                new Command.Commit(
                        token,
                        "commit-failed",
                        "it could not be made to stand: " + failed.result().message()),
                List.of(),
                ends);
    }

    private Step concluded(Call call, Conclusion conclusion, Ends ends) {
        LiveJob live = call.live();
        boolean undone = live.purpose() == LiveJob.Purpose.UNDO;
        boolean waits = live.terms().grouped() || live.terms().manualFinalize();
        if (conclusion.ending() == Ending.COMPLETED && !waits && !undone && live.commits()) {
            return stands(call, conclusion, ends);
        }
        boolean workDone = conclusion.ending() == Ending.COMPLETED && waits && !undone;
        if (conclusion.again() || workDone) {
            return rested(call, conclusion, ends);
        }
        End end = ends.choose();
        return new Over(lastly(
                live,
                () -> live.samples()
                        .finish((token, sample) ->
                                end.append(with(conclusion.changes(), live, conclusion.finish(token, sample))))));
    }

    /** Its work stands by word of nobody but itself, unless somebody has asked it to stop before. */
    private Step stands(Call call, Conclusion conclusion, Ends ends) {
        LiveJob live = call.live();
        try {
            JobState after = lastly(
                    live,
                    () -> live.samples()
                            .finish((token, sample) -> ledger.appendAsync(with(
                                    conclusion.changes(),
                                    live,
                                    conclusion.rest(live, token, sample, 0),
                                    new Command.Finalize(TimeLimits.ENGINE, true)))));
            return after == null ? new Over(null) : committing(live, after);
        } catch (JobRefusedException askedToStop) {
            LOG.debug("job {} does not stand: {}", live.id(), askedToStop.getMessage());
            return rested(call, conclusion, ends);
        }
    }

    private Step rested(Call call, Conclusion conclusion, Ends ends) {
        LiveJob live = call.live();
        live.rest();
        JobState after = lastly(
                live,
                () -> live.samples()
                        .finish((token, sample) -> ledger.appendAsync(with(
                                conclusion.changes(),
                                live,
                                conclusion.rest(
                                        live, token, sample, call.started().retries())))));
        if (after != null && !after.concluded() && after.abort() != null && live.wake()) {
            // The request came before its work was done, and the handler did not look any more: so it is undone.
            live.undoInstead();
            return first(live, ends);
        }
        return new Over(after);
    }

    /** The handler was given up and has returned all the same: what it did is undone by a worker of its own right. */
    private Step afterAbandonment(LiveJob live, Ends ends) {
        live.children().awaitGone();
        live.abandonedIsGone();
        if (live.left()) {
            return new Over(null);
        }
        live.undoInstead();
        return first(live, ends);
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

    private Step ended(LiveJob live, Command command, List<LedgerCommand.Define> changes, Ends ends) {
        End end = ends.choose();
        return new Over(lastly(live, () -> end.append(with(changes, live, command))));
    }

    private static LedgerCommand with(List<LedgerCommand.Define> changes, LiveJob live, Command... commands) {
        return LedgerCommand.ForJob.of(live.id(), commands).with(changes);
    }

    /** Records the end; a disk that makes no room for it is waited out, as the end of work that was done must not be lost. */
    private @Nullable JobState lastly(LiveJob live, Supplier<CompletableFuture<Appended>> end) {
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
