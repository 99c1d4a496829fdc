package org.jobledger.engine.runtime;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jobledger.engine.CommittingHandler;
import org.jobledger.engine.EngineClock;
import org.jobledger.engine.JobStats;
import org.jobledger.engine.Operation;
import org.jobledger.engine.PredictionAccuracy;
import org.jobledger.engine.claim.Ticket;
import org.jobledger.engine.event.AbortRequested;
import org.jobledger.engine.event.JobTerms;
import org.jobledger.engine.ledger.Appended;
import org.jobledger.engine.progress.ProgressCounter;
import org.jobledger.engine.state.WorkerToken;
import org.jspecify.annotations.Nullable;

/**
 * An async job in this process, from its acceptance to its end: its claims, its counter, its flags, and who waits for it.
 *
 * <p>Thread-safe. The monitor guards whose thread its handler is called on, and whether it was interrupted or given up.
 */
final class LiveJob {

    /** What the job does when it runs. */
    enum Purpose {
        WORK,
        UNDO,
        COMMIT
    }

    private final long id;
    private final Operation operation;
    private final JobTerms terms;
    private final JobSamples samples;
    private final Gate gate = new Gate();
    private final AtomicBoolean resting = new AtomicBoolean();
    private final AtomicBoolean endedOnce = new AtomicBoolean();
    private final AtomicBoolean escalated = new AtomicBoolean();
    private final Children children = new Children();
    private final CompletableFuture<JobStats> ended = new CompletableFuture<>();
    // Two things must have happened before it may run: it is in the log, and it has its claims.
    private final AtomicInteger missing = new AtomicInteger(2);
    private volatile @Nullable Ticket ticket;
    private volatile @Nullable JobQueue queue;
    private volatile @Nullable Thread owner;
    private volatile @Nullable Supplier<Optional<String>> obstacle;
    private final AtomicReference<@Nullable CompletableFuture<Appended>> starting = new AtomicReference<>();
    private volatile Purpose purpose;
    private volatile PredictionAccuracy accuracy = PredictionAccuracy.NONE;
    private volatile @Nullable AbortRequested abort;
    private volatile boolean left;
    private volatile boolean paced;
    private volatile Runnable waitLimit = () -> {};
    private volatile RunQueue.@Nullable Slot slot;

    @GuardedBy("this")
    private @Nullable Thread handlerThread;

    @GuardedBy("this")
    private boolean interrupted;

    @GuardedBy("this")
    private @Nullable CompletableFuture<?> abandonment;

    private final LastInfo lastInfo = new LastInfo();

    LiveJob(long id, Operation operation, Purpose purpose, JobTerms terms, EngineClock clock) {
        this.id = id;
        this.operation = operation;
        this.purpose = purpose;
        this.terms = terms;
        this.samples = new JobSamples(id, clock);
    }

    JobTerms terms() {
        return terms;
    }

    Gate gate() {
        return gate;
    }

    Children children() {
        return children;
    }

    /** It works no more but is undone when it runs next. */
    void undoInstead() {
        purpose = Purpose.UNDO;
    }

    /** Its work is done; when it runs next its handler makes it stand. */
    void commitNext() {
        purpose = Purpose.COMMIT;
    }

    /** True where its handler has to make the work stand before it ends. */
    boolean commits() {
        return operation.handler() instanceof CommittingHandler;
    }

    /** Nobody runs it for now; whoever {@link #wake}s it first runs it next. */
    void rest() {
        resting.set(true);
    }

    /** True for the one who may run it, or end it, after a rest. */
    boolean wake() {
        return resting.compareAndSet(true, false);
    }

    /** True once: somebody ends it that never ran. */
    boolean endOnce() {
        return endedOnce.compareAndSet(false, true);
    }

    /** True once: its handler is watched after a request to stop. */
    boolean escalateOnce() {
        return escalated.compareAndSet(false, true);
    }

    /** True once the engine has interrupted its handler. */
    synchronized boolean interrupted() {
        return interrupted;
    }

    /** True while its handler was given up and is not known to be gone. */
    synchronized boolean abandoned() {
        return abandonment != null;
    }

    /** Its place among those that run at a time. */
    void slot(RunQueue.Slot newSlot) {
        slot = newSlot;
    }

    /** Its thread does not count any more. */
    void freeSlot() {
        RunQueue.Slot now = slot;
        if (now != null) {
            now.free();
        }
    }

    /** A handler is called on this thread. */
    synchronized void handlerBegins() {
        handlerThread = Thread.currentThread();
    }

    /** It has returned: from now on nobody interrupts or abandons it. */
    synchronized @Nullable CompletableFuture<?> handlerReturned() {
        handlerThread = null;
        return abandonment;
    }

    /** Interrupts the handler, if it is called now. */
    synchronized void interruptHandler() {
        if (handlerThread != null) {
            interrupted = true;
            handlerThread.interrupt();
        }
    }

    /** Gives the handler up, if it is called now and was not before; what records it is started at once. */
    synchronized boolean abandon(Function<String, CompletableFuture<?>> record) {
        if (handlerThread == null || abandonment != null) {
            return false;
        }
        samples.settle();
        abandonment = record.apply(handlerThread.getName());
        return true;
    }

    /** The handler that was abandoned is gone. */
    synchronized void abandonedIsGone() {
        abandonment = null;
    }

    long id() {
        return id;
    }

    Operation operation() {
        return operation;
    }

    Purpose purpose() {
        return purpose;
    }

    CompletableFuture<JobStats> ended() {
        return ended;
    }

    /** One of the two conditions for running holds; true for the caller that brought the second. */
    boolean oneLessMissing() {
        return missing.decrementAndGet() == 0;
    }

    /** What ends the wait for its claims when it has lasted too long; run, it is called off. */
    void waitLimit(Runnable cancel) {
        waitLimit = cancel;
    }

    /** It waits no more: for its claims, or at all. */
    void waitIsOver() {
        waitLimit.run();
        waitLimit = () -> {};
    }

    void ticket(Ticket newTicket) {
        ticket = newTicket;
    }

    @Nullable
    Ticket ticket() {
        return ticket;
    }

    void queue(JobQueue newQueue) {
        queue = newQueue;
    }

    /** Where it was accepted. */
    JobQueue queue() {
        JobQueue known = queue;
        if (known == null) {
            throw new IllegalStateException("job " + id + " was not accepted");
        }
        return known;
    }

    /** The thread that runs its handler, or null before. */
    @Nullable
    Thread owner() {
        return owner;
    }

    /** What shall be asked before it starts: why it cannot, or nothing. */
    void obstacle(Supplier<Optional<String>> check) {
        obstacle = check;
    }

    Optional<String> obstacle() {
        Supplier<Optional<String>> check = obstacle;
        return check == null ? Optional.empty() : check.get();
    }

    /** True where nothing has to be looked at before it starts to work but whether somebody has asked it to stop. */
    boolean startsPlainly() {
        return purpose == Purpose.WORK && obstacle == null && abort == null && !left && starting.get() == null;
    }

    /** Its start was given to the log for it; whoever runs it waits for that and starts it no more. */
    void starting(CompletableFuture<Appended> start) {
        starting.set(start);
    }

    /** The start that was given for it, once; null where none was. */
    @Nullable
    CompletableFuture<Appended> takeStarting() {
        return starting.getAndSet(null);
    }

    /** Somebody asked it to stop; who asked first counts. */
    void requestAbort(AbortRequested request) {
        if (abort == null) {
            abort = request;
        }
        gate.signal();
    }

    /** How good the prediction of its end was; known when it has completed. */
    PredictionAccuracy accuracy() {
        return accuracy;
    }

    void accuracy(PredictionAccuracy known) {
        accuracy = known;
    }

    boolean abortRequested() {
        return abort != null;
    }

    @Nullable
    AbortRequested abort() {
        return abort;
    }

    /** The engine closes: the job shall stop where it is, without an end, and go on at the next opening. */
    void leave() {
        left = true;
        gate.signal();
    }

    boolean left() {
        return left;
    }

    /** How far it is, and what is recorded of that. */
    JobSamples samples() {
        return samples;
    }

    /** The handler of an attempt begins, on this thread. */
    void begin(WorkerToken token, ProgressCounter counter, long workedBeforeMillis) {
        owner = Thread.currentThread();
        samples.begin(token, counter, workedBeforeMillis);
    }

    /** Its handler waits until it may do more under the speed limit of the job, or goes on. */
    void paced(boolean waits) {
        paced = waits;
    }

    /** True while its handler works: it was called, has not returned, and neither rests nor is held to a speed. */
    boolean working() {
        synchronized (this) {
            return handlerThread != null && samples.counts() && !paced;
        }
    }

    /** What was said of it last. */
    LastInfo lastInfo() {
        return lastInfo;
    }
}
