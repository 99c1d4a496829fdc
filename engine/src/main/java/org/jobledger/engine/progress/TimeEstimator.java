package org.jobledger.engine.progress;

import java.util.Optional;
import org.jobledger.engine.EstimateState;
import org.jobledger.engine.PredictionAccuracy;
import org.jobledger.engine.TimeRemaining;
import org.jobledger.engine.state.Work;
import org.jspecify.annotations.Nullable;

/**
 * The remaining time of one job. It is fed the recorded ticks and nothing else, so feeding it the same ticks again after a crash continues it
 * where it was. It has no clock: every time is working time, which stands still while the job is paused or the engine is down. Thread-safe; a
 * tick allocates nothing.
 */
public final class TimeEstimator {
    /** A job that fell back by more than this part of its work tells nothing of how long such jobs take. */
    private static final double LARGEST_SETBACK = 1.0 / Warp.PIECES;

    private final Knowledge known;
    private final Tuning tuning;
    private final RateMeter meter = new RateMeter();
    private final StallDetector stall = new StallDetector();
    private final DisplayClock clock;
    private final ProgressTrail trail = new ProgressTrail();
    private @Nullable EstimatorCore main;
    private @Nullable EstimatorCore withoutHistory;
    private double now;
    private double lost;
    private double silence;
    private double predictedAt;
    private long done;
    private long total = Work.UNKNOWN;
    private double remaining = Double.NaN;
    private double logWithHistory = Double.NaN;
    private double logWithout = Double.NaN;
    private boolean paused;
    private boolean setBack;

    TimeEstimator(Knowledge known, Tuning tuning) {
        this.known = known;
        this.tuning = tuning;
        clock = new DisplayClock(tuning, known.jobs() > 0);
    }

    /**
     * A recorded tick. One that is not later than the last only tells the total; a job with history is estimated from that moment on.
     *
     * @param workingMillis how long the job has been worked on over all attempts
     * @param processed the amount done, in units; may fall where an attempt begins anew from a checkpoint
     * @param declaredTotal the amount to do, or {@link Work#UNKNOWN}; may change
     */
    public synchronized void tick(long workingMillis, long processed, long declaredTotal) {
        double at = workingMillis / 1000.0;
        double seconds = at - now;
        total(declaredTotal);
        if (seconds <= 0) {
            if (main != null && Double.isNaN(remaining)) {
                predict(main, 0);
            }
            return;
        }
        setBack |= done - processed > LARGEST_SETBACK * (double) Math.max(total, 1);
        silence += seconds - stillness(at, processed);
        now = at;
        if (stall.stalled()) {
            stand();
        } else if (processed != done || finished(processed)) {
            step(processed);
        } else if (main != null && Double.isNaN(remaining)) {
            predict(main, 0);
        }
        done = processed;
    }

    /** Only now it is known that the silence since the last step was work. */
    private void step(long processed) {
        work(silence, processed);
        trail.add(now - lost, (double) processed);
        if (main != null) {
            predict(main, silence);
            if (!Double.isNaN(remaining)) {
                trail.predicted(Math.log(remaining), main, logWithHistory, logWithout);
            }
        }
        silence = 0;
    }

    /** The silence was none: everything stands as it stood at the last step. */
    private void stand() {
        clock.hold(silence);
        lost += silence;
        silence = 0;
    }

    /** How much of the time since the last tick nothing moved: it counts for no rate, and for nothing that is learned. */
    private double stillness(double at, long processed) {
        if (processed <= done && finished(processed)) {
            stall.finalizing(at);
            return 0;
        }
        double still = stall.tick(at, processed > done);
        if (still > 0) {
            clock.hold(still);
            lost += still;
            predictedAt += still;
        }
        return still;
    }

    /** Whether the job is paused; changes only what is said of it, for its working time stands still by itself. */
    public synchronized void paused(boolean isPaused) {
        paused = isPaused;
    }

    private void total(long declared) {
        if (declared == total || declared == Work.UNKNOWN) {
            return;
        }
        if (main == null) {
            HistoryPrior prior = known.prior(declared);
            main = core(known.warp(), prior, declared);
            withoutHistory = prior == null ? null : core(Warp.IDENTITY, null, declared);
        } else {
            double factor = (double) Math.max(total, 1) / Math.max(declared, 1);
            main.rescale(part(done, declared), factor);
            if (withoutHistory != null) {
                withoutHistory.rescale(part(done, declared), factor);
            }
        }
        total = declared;
    }

    private EstimatorCore core(Warp warp, @Nullable HistoryPrior prior, long declared) {
        return new EstimatorCore(tuning.windowPart(), warp, prior, part(done, declared));
    }

    private void work(double seconds, long processed) {
        meter.add(seconds, (double) Math.max(processed - done, 0));
        if (main != null) {
            main.tick(seconds, part(processed, total));
        }
        if (withoutHistory != null) {
            withoutHistory.tick(seconds, part(processed, total));
        }
    }

    /** Two estimates, mixed as the guard says; what comes out sets how far both look back next time. */
    private void predict(EstimatorCore core, double seconds) {
        double withHistory = core.logRemaining();
        double without = withoutHistory == null ? Double.NaN : withoutHistory.logRemaining();
        if (Double.isNaN(withHistory)) {
            return;
        }
        double trust = Double.isNaN(without) ? 0 : known.trustInLive();
        double mixed = trust == 0 ? withHistory : trust * without + (1 - trust) * withHistory;
        remaining = Math.exp(mixed);
        predictedAt = now;
        core.horizon(remaining);
        if (withoutHistory != null && !Double.isNaN(without)) {
            withoutHistory.horizon(Math.exp(without));
        }
        logWithHistory = withHistory;
        logWithout = without;
        clock.advance(now, seconds, remaining, core.active());
    }

    private boolean finished(long processed) {
        return total != Work.UNKNOWN && processed >= total;
    }

    private static double part(long processed, long total) {
        return total <= 0 ? 1 : Math.min((double) processed / total, 1);
    }

    /**
     * What can be said now.
     *
     * @param workingMillis how long the job has been worked on; not before the last tick
     */
    public TimeRemaining estimate(long workingMillis) {
        return outlook(0).at(workingMillis);
    }

    /**
     * What the last tick says of the time after it, for readers that shall not wait.
     *
     * @param wallMillis the time of the last tick by the clock on the wall, milliseconds since 1970
     */
    public synchronized Outlook outlook(long wallMillis) {
        double share = main == null ? 0 : main.share();
        return new Outlook(
                state(),
                now,
                wallMillis,
                stall.lastProgress(),
                finished(done) ? Double.POSITIVE_INFINITY : stall.onset(),
                predictedAt,
                remaining,
                known.interval().lowFactor(share),
                known.interval().highFactor(share),
                clock.end(),
                share,
                meter.shortRate(),
                meter.overallRate(),
                known.jobs());
    }

    private EstimateState state() {
        if (paused) {
            return EstimateState.PAUSED;
        }
        if (finished(done)) {
            return EstimateState.FINALIZING;
        }
        return Double.isNaN(remaining) ? EstimateState.ESTIMATING : EstimateState.RUNNING;
    }

    /**
     * What this job teaches, its stalls left out; empty where it teaches nothing: its total was never known, or an attempt lost much of its
     * work.
     *
     * @param workingMillis how long it was worked on in all
     */
    public synchronized Optional<CompletedRun> complete(long workingMillis) {
        double duration = Math.max(workingMillis / 1000.0, now) - lost;
        if (total <= 0 || setBack || duration <= 0) {
            return Optional.empty();
        }
        PredictionAccuracy accuracy = new PredictionAccuracy(
                trail.predictedOverActual(0.25, duration),
                trail.predictedOverActual(0.50, duration),
                trail.predictedOverActual(0.75, duration));
        return Optional.of(new CompletedRun(
                Math.log(duration),
                Math.log(duration / known.sizeOr(total)),
                trail.curve((double) total, duration),
                trail.lessons(duration),
                accuracy));
    }

    /** Carries one out, or a new one in. */
    static TimeEstimator exchange(Exchange with, @Nullable TimeEstimator now) {
        Knowledge known = Knowledge.exchange(with, now == null ? null : now.known);
        TimeEstimator estimator = now == null ? new TimeEstimator(known, Tuning.CHOSEN) : now;
        estimator.exchange(with);
        return estimator;
    }

    private synchronized void exchange(Exchange with) {
        meter.exchange(with);
        stall.exchange(with);
        clock.exchange(with);
        trail.exchange(with);
        main = EstimatorCore.exchange(with, main);
        withoutHistory = EstimatorCore.exchange(with, withoutHistory);
        now = with.real(now);
        lost = with.real(lost);
        silence = with.real(silence);
        predictedAt = with.real(predictedAt);
        done = with.whole(done);
        total = with.whole(total);
        remaining = with.real(remaining);
        logWithHistory = with.real(logWithHistory);
        logWithout = with.real(logWithout);
        paused = with.flag(paused);
        setBack = with.flag(setBack);
    }
}
