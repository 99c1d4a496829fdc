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
import org.jobledger.engine.JobPhase;
import org.jobledger.engine.JobStats;
import org.jobledger.engine.Operation;
import org.jobledger.engine.PredictionAccuracy;
import org.jobledger.engine.claim.Ticket;
import org.jobledger.engine.event.AbortRequested;
import org.jobledger.engine.event.JobTerms;
import org.jobledger.engine.ledger.Appended;
import org.jobledger.engine.progress.ProgressCounter;
import org.jobledger.engine.progress.TickInterval;
import org.jobledger.engine.state.WorkerToken;
import org.jspecify.annotations.Nullable;

/**
 * An async job in this process, from its acceptance to its end: its claims, its counter, its flags, and who waits for it.
 *
 * <p>Thread-safe. The monitor orders what is written for the job, so that samples reach the appender in the order in which they were
 * taken.
 */
final class LiveJob {

    /** What the job does when it runs. */
    enum Purpose {
        WORK,
        UNDO,
        COMMIT
    }

    /** How far it is now. */
    record Sample(long processed, long total, String unit, long workingMillis, JobPhase phase) {}

    private final long id;
    private final Operation operation;
    private final JobTerms terms;
    private final EngineClock clock;
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
    private volatile RunQueue.@Nullable Slot slot;
    private volatile @Nullable Attempt attempt;
    private volatile JobPhase phase = JobPhase.NONE;

    @GuardedBy("this")
    private long nextTickMillis;

    @GuardedBy("this")
    private boolean finishing;

    @GuardedBy("this")
    private @Nullable Thread handlerThread;

    @GuardedBy("this")
    private boolean interrupted;

    @GuardedBy("this")
    private @Nullable CompletableFuture<?> abandonment;

    /** One call of the handler. */
    private record Attempt(WorkerToken token, ProgressCounter counter) {}

    private volatile @Nullable WorkClock workClock;

    private final LastInfo lastInfo = new LastInfo();

    LiveJob(long id, Operation operation, Purpose purpose, JobTerms terms, EngineClock clock) {
        this.clock = clock;
        this.id = id;
        this.operation = operation;
        this.purpose = purpose;
        this.terms = terms;
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
        finishing = true;
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

    JobPhase phase() {
        return phase;
    }

    void phase(JobPhase newPhase) {
        phase = newPhase;
    }

    synchronized void begin(WorkerToken token, ProgressCounter counter, long workedBeforeMillis) {
        owner = Thread.currentThread();
        workClock = WorkClock.start(clock, workedBeforeMillis);
        attempt = new Attempt(token, counter);
        finishing = false;
        nextTickMillis = workedBeforeMillis + TickInterval.millis(workedBeforeMillis);
    }

    /** Its handler rests, or works again: only work counts as working time. */
    void resting(boolean rests) {
        WorkClock now = workClock;
        if (now != null) {
            workClock = rests ? now.stop() : now.goOn();
        }
    }

    long workingMillis() {
        WorkClock now = workClock;
        return now == null ? 0 : now.millis();
    }

    /** Its handler waits until it may do more under the speed limit of the job, or goes on. */
    void paced(boolean waits) {
        paced = waits;
    }

    /** True while its handler works: it was called, has not returned, and neither rests nor is held to a speed. */
    boolean working() {
        WorkClock now = workClock;
        synchronized (this) {
            return handlerThread != null && now != null && !now.stopped() && !paced;
        }
    }

    /** What was said of it last. */
    LastInfo lastInfo() {
        return lastInfo;
    }

    /** The counter of an attempt, or null where its handler is not at work on that. */
    @Nullable
    ProgressCounter counter(WorkerToken token) {
        Attempt now = attempt;
        return now == null || !now.token().equals(token) ? null : now.counter();
    }

    /** How far it is now, or null before its handler was called. */
    @Nullable
    Sample sample() {
        Attempt now = attempt;
        return now == null ? null : sample(now);
    }

    private Sample sample(Attempt of) {
        // The amount done before the total: what is done is never more than a total that is read later.
        return new Sample(
                of.counter().processed(), of.counter().total(), of.counter().unit(), workingMillis(), phase);
    }

    /** What is done with a sample while nobody else can take one. */
    @FunctionalInterface
    interface Report<R> {
        /** Uses the sample. */
        R of(WorkerToken token, Sample sample);
    }

    /** Takes a sample and hands it on, in order with all others of the job. */
    synchronized <R> R report(Report<R> report) {
        Attempt now = attempt;
        Sample sample = sample();
        if (now == null || sample == null) {
            throw new IllegalStateException("job " + id + " was not started");
        }
        nextTickMillis = sample.workingMillis() + TickInterval.millis(sample.workingMillis());
        return report.of(now.token(), sample);
    }

    /** What is told of a sample while nobody else can take one. */
    @FunctionalInterface
    interface Tell {
        /** Uses the sample. */
        void of(WorkerToken token, Sample sample);
    }

    /** The same for a report without an answer. */
    synchronized void tell(Tell tell) {
        boolean unused = report((token, sample) -> {
            tell.of(token, sample);
            return true;
        });
    }

    /** The same where a tick is due still: the last sample may have been taken meanwhile. */
    synchronized void tellIfDue(Tell tell) {
        if (tickDue()) {
            tell(tell);
        }
    }

    /** Takes the last sample: no tick follows it into the appender's queue. */
    synchronized <R> R finish(Report<R> report) {
        finishing = true;
        R answer = report(report);
        resting(true);
        return answer;
    }

    /** No more samples are taken: its work is done. */
    synchronized void settle() {
        finishing = true;
    }

    /** True where it is time to record how far it is. */
    synchronized boolean tickDue() {
        Attempt now = attempt;
        return now != null && !finishing && workingMillis() >= nextTickMillis;
    }
}
