package org.jobledger.engine.runtime;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import org.jobledger.engine.EngineClock;
import org.jobledger.engine.JobPhase;
import org.jobledger.engine.progress.ProgressCounter;
import org.jobledger.engine.progress.TickInterval;
import org.jobledger.engine.state.WorkerToken;
import org.jspecify.annotations.Nullable;

/**
 * How far a job is, as its attempts count it, and when that is recorded.
 *
 * <p>Thread-safe. The monitor orders what is written of it, so that samples reach the appender in the order in which they were taken. The
 * clock, which is the embedder's, is read before the monitor is taken.
 */
final class JobSamples {
    /** How far it is now. */
    record Sample(long processed, long total, String unit, long workingMillis, JobPhase phase) {}

    /** One call of the handler. */
    private record Attempt(WorkerToken token, ProgressCounter counter) {}

    private final long id;
    private final EngineClock clock;
    private volatile @Nullable Attempt attempt;
    private volatile @Nullable WorkClock workClock;
    private volatile JobPhase phase = JobPhase.NONE;

    @GuardedBy("this")
    private long nextTickMillis;

    /** The working time of the newest sample: one whose time was read before that is not of an earlier one. */
    @GuardedBy("this")
    private long sampledMillis;

    @GuardedBy("this")
    private boolean finishing;

    /** Nothing is counted yet. */
    JobSamples(long id, EngineClock clock) {
        this.id = id;
        this.clock = clock;
    }

    JobPhase phase() {
        return phase;
    }

    void phase(JobPhase newPhase) {
        phase = newPhase;
    }

    /** An attempt begins. */
    void begin(WorkerToken token, ProgressCounter counter, long workedBeforeMillis) {
        WorkClock begun = WorkClock.start(clock, workedBeforeMillis);
        synchronized (this) {
            workClock = begun;
            attempt = new Attempt(token, counter);
            finishing = false;
            sampledMillis = workedBeforeMillis;
            nextTickMillis = workedBeforeMillis + TickInterval.millis(workedBeforeMillis);
        }
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

    /** True while working time passes. */
    boolean counts() {
        WorkClock now = workClock;
        return now != null && !now.stopped();
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
        return now == null ? null : sample(now, workingMillis());
    }

    private Sample sample(Attempt of, long millis) {
        // The amount done before the total: what is done is never more than a total that is read later.
        return new Sample(
                of.counter().processed(), of.counter().total(), of.counter().unit(), millis, phase);
    }

    /** What is done with a sample while nobody else can take one. */
    @FunctionalInterface
    interface Report<R> {
        /** Uses the sample. */
        R of(WorkerToken token, Sample sample);
    }

    /** Takes a sample and hands it on, in order with all others of the job. */
    <R> R report(Report<R> report) {
        long nanos = clock.nanoTime();
        synchronized (this) {
            return report(report, nanos);
        }
    }

    @GuardedBy("this")
    private <R> R report(Report<R> report, long nanos) {
        Attempt now = attempt;
        if (now == null) {
            throw new IllegalStateException("job " + id + " was not started");
        }
        sampledMillis = Math.max(sampledMillis, workingMillis(nanos));
        nextTickMillis = sampledMillis + TickInterval.millis(sampledMillis);
        return report.of(now.token(), sample(now, sampledMillis));
    }

    private long workingMillis(long nanos) {
        WorkClock now = workClock;
        return now == null ? 0 : now.millis(nanos);
    }

    /** What is told of a sample while nobody else can take one. */
    @FunctionalInterface
    interface Tell {
        /** Uses the sample. */
        void of(WorkerToken token, Sample sample);
    }

    /** The same for a report without an answer. */
    void tell(Tell tell) {
        boolean unused = report(answered(tell));
    }

    private static Report<Boolean> answered(Tell tell) {
        return (token, sample) -> {
            tell.of(token, sample);
            return true;
        };
    }

    /** The same where a tick is due still: the last sample may have been taken meanwhile. */
    void tellIfDue(Tell tell) {
        long nanos = clock.nanoTime();
        synchronized (this) {
            if (tickDue(nanos)) {
                boolean unused = report(answered(tell), nanos);
            }
        }
    }

    /** Takes the last sample: no tick follows it into the appender's queue. */
    <R> R finish(Report<R> report) {
        long nanos = clock.nanoTime();
        synchronized (this) {
            finishing = true;
            R answer = report(report, nanos);
            WorkClock now = workClock;
            workClock = now == null ? null : now.stop(nanos);
            return answer;
        }
    }

    /** No more samples are taken: its work is done. */
    synchronized void settle() {
        finishing = true;
    }

    /** True where it is time to record how far it is. */
    @GuardedBy("this")
    private boolean tickDue(long nanos) {
        return attempt != null && !finishing && workingMillis(nanos) >= nextTickMillis;
    }
}
