package org.jobledger.engine.runtime;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jobledger.engine.EngineClock;
import org.jobledger.engine.JobRefusedException;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.Ending;
import org.jobledger.engine.ledger.Appended;
import org.jobledger.engine.ledger.CommandLog;
import org.jobledger.engine.ledger.LedgerCommand;
import org.jobledger.engine.state.Command;
import org.jobledger.engine.state.JobResult;
import org.jobledger.engine.state.WorkerToken;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A normal job that has begun and has not ended: who owns it, and where it began, so that one that is ended by another thread or never is
 * told by name. Thread-safe. It does not know its {@link Scope}, so that a scope that nobody has any more is noticed.
 */
final class OpenScope implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(OpenScope.class);
    private static final int FRAMES = 8;
    private static final Set<String> OURS =
            Set.of(OpenScope.class.getName(), NormalJobs.class.getName(), LedgerEngine.class.getName());

    private final CommandLog ledger;
    private final long id;
    private final String operation;
    private final @Nullable WorkerToken token;
    private final EngineClock clock;
    private final long startNanos;
    private final String where;
    private final Runnable release;
    /** Null while it goes on; why the engine has ended it, or empty where its owner has. */
    private final AtomicReference<@Nullable String> ended = new AtomicReference<>();

    private final CompletableFuture<Boolean> over = new CompletableFuture<>();
    private volatile @Nullable Thread owner = Thread.currentThread();

    /**
     * A job that begins now, on this thread.
     *
     * @param token null where the job is not recorded
     * @param release frees its claims
     */
    OpenScope(
            CommandLog ledger,
            long id,
            String operation,
            @Nullable WorkerToken token,
            EngineClock clock,
            Runnable release) {
        this.ledger = ledger;
        this.id = id;
        this.operation = operation;
        this.token = token;
        this.clock = clock;
        this.startNanos = clock.nanoTime();
        // A look at the stack costs as much as a whole QUERY: those say only which thread it was.
        this.where = "by thread '" + Thread.currentThread().getName() + "'" + (token == null ? "" : " at " + stack());
        this.release = release;
    }

    private static String stack() {
        return StackWalker.getInstance()
                .walk(frames -> frames.map(StackWalker.StackFrame::toStackTraceElement)
                        .filter(frame -> !OURS.contains(frame.getClassName()))
                        .limit(FRAMES)
                        .map(StackTraceElement::toString)
                        .collect(Collectors.joining(" < ")));
    }

    long id() {
        return id;
    }

    /** True for the one who may end it; others are told where it began. */
    boolean mayEnd(String verb) {
        if (ended.get() == null) {
            requireOwner(verb);
            return ended.compareAndSet(null, "");
        }
        return false;
    }

    /**
     * Refuses to let it stand where the engine has ended it: whoever completes it must not believe that it is.
     *
     * @throws JobRefusedException if so
     */
    void requireNotForgotten() {
        String why = ended.get();
        if (token != null && why != null && !why.isEmpty()) {
            throw new JobRefusedException("job " + id + " (" + operation + ") has ended as failed, never-ended (" + why
                    + "): nobody can complete it");
        }
    }

    /** Done when it is over, where a thread that is not this one is at work on it; else null. */
    @Nullable
    CompletableFuture<?> elsewhere() {
        Thread now = owner;
        return now == null || now == Thread.currentThread() || !now.isAlive() ? null : over;
    }

    private void requireOwner(String verb) {
        Thread now = owner;
        if (now != null && now != Thread.currentThread()) {
            String message = "job " + id + " (" + operation + ") was begun " + where + " and belongs to thread '"
                    + now.getName() + "': thread '" + Thread.currentThread().getName() + "' cannot " + verb + " it";
            LOG.warn(message);
            throw new JobRefusedException(message);
        }
    }

    void release() {
        requireNotEnded("release");
        requireOwner("release");
        owner = null;
    }

    synchronized void take() {
        requireNotEnded("take");
        requireOwner("take");
        owner = Thread.currentThread();
    }

    private void requireNotEnded(String verb) {
        if (ended.get() != null) {
            throw new JobRefusedException("job " + id + " (" + operation + ") has ended: nobody can " + verb + " it");
        }
    }

    /** Records the end and frees the claims; for the one who {@link #mayEnd}. */
    void end(Ending ending, JobResult result) {
        try {
            if (token != null) {
                ledger.await(finish(token, ending, result));
            }
        } finally {
            release.run();
            over.complete(true);
        }
    }

    private CompletableFuture<Appended> finish(WorkerToken worker, Ending ending, JobResult result) {
        long millis = (clock.nanoTime() - startNanos) / 1_000_000;
        return ledger.appendAsync(LedgerCommand.ForJob.of(id, new Command.Finish(worker, ending, result, 0, millis)));
    }

    /** Nobody can end it any more: its scope is gone. */
    @Override
    public void run() {
        endForgotten("its scope was dropped");
    }

    /** Ends it for those who did not. */
    void endForgotten(String why) {
        if (!ended.compareAndSet(null, why)) {
            return;
        }
        String message = "begun " + where + " and never ended: " + why;
        LOG.warn("job {} ({}) was {}", id, operation, message);
        try {
            end(Ending.FAILED, new JobResult("never-ended", message, Document.empty()));
        } catch (RuntimeException e) {
            LOG.debug("the end of job {} could not be recorded", id, e);
        }
    }
}
