package org.jobledger.engine.runtime;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jobledger.engine.EngineClock;
import org.jobledger.engine.JobPhase;
import org.jobledger.engine.JobStats;
import org.jobledger.engine.Operation;
import org.jobledger.engine.claim.Ticket;
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
        UNDO
    }

    /** How far it is now. */
    record Sample(long processed, long total, String unit, long workingMillis, JobPhase phase) {}

    /** Division by a constant is a multiplication; by the divisor of a TimeUnit it is not. */
    private static final long NANOS_A_MILLI = 1_000_000;

    private final long id;
    private final Operation operation;
    private final Purpose purpose;
    private final EngineClock clock;
    private final CompletableFuture<JobStats> ended = new CompletableFuture<>();
    // Two things must have happened before it may run: it is in the log, and it has its claims.
    private final AtomicInteger missing = new AtomicInteger(2);
    private volatile @Nullable Ticket ticket;
    private volatile boolean abortRequested;
    private volatile boolean left;
    private volatile @Nullable Attempt attempt;
    private volatile JobPhase phase = JobPhase.NONE;

    @GuardedBy("this")
    private long nextTickMillis;

    @GuardedBy("this")
    private boolean finishing;

    /** One call of the handler. */
    private record Attempt(
            WorkerToken token, ProgressCounter counter, EngineClock clock, long startNanos, long workedBeforeMillis) {
        long workingMillis() {
            return workedBeforeMillis + (clock.nanoTime() - startNanos) / NANOS_A_MILLI;
        }
    }

    LiveJob(long id, Operation operation, Purpose purpose, EngineClock clock) {
        this.clock = clock;
        this.id = id;
        this.operation = operation;
        this.purpose = purpose;
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

    void requestAbort() {
        abortRequested = true;
    }

    boolean abortRequested() {
        return abortRequested;
    }

    /** The engine closes: the job shall stop where it is, without an end, and go on at the next opening. */
    void leave() {
        left = true;
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
        attempt = new Attempt(token, counter, clock, clock.nanoTime(), workedBeforeMillis);
        nextTickMillis = workedBeforeMillis + TickInterval.millis(workedBeforeMillis);
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
                of.counter().processed(), of.counter().total(), of.counter().unit(), of.workingMillis(), phase);
    }

    /** How far it is now, or null where its handler is not at work on this attempt. Reads without a lock. */
    @Nullable
    Sample sample(WorkerToken token) {
        Attempt now = attempt;
        return now == null || !now.token().equals(token) ? null : sample(now);
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
        return report(report);
    }

    /** True where it is time to record how far it is. */
    synchronized boolean tickDue() {
        Attempt now = attempt;
        return now != null && !finishing && now.workingMillis() >= nextTickMillis;
    }
}
