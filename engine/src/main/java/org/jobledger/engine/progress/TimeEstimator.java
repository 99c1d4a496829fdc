package org.jobledger.engine.progress;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jobledger.engine.state.Work;
import org.jspecify.annotations.Nullable;

/**
 * The remaining time of one job. It is fed the recorded ticks and nothing else, so feeding it the same ticks again after a crash continues it
 * where it was. It has no clock: every time is working time, which stands still while the job is paused or the engine is down. Thread-safe; a
 * tick allocates nothing.
 */
public final class TimeEstimator {
    /** While the end is awaited after the last unit, what is left shrinks with the time, but not below this part. */
    private static final double LEAST_PART_OF_END = 0.3;

    /** A job that fell back by more than this part of its work tells nothing of how long such jobs take. */
    private static final double LARGEST_SETBACK = 1.0 / Warp.PIECES;

    private final Knowledge known;
    private final RateMeter meter = new RateMeter();
    private final StallDetector stall = new StallDetector();
    private final DisplayClock clock = new DisplayClock();
    private final ProgressTrail trail = new ProgressTrail();
    private @Nullable EstimatorCore main;
    private @Nullable EstimatorCore withoutHistory;
    private double now;
    private long done;
    private long total = Work.UNKNOWN;
    private double remaining = Double.NaN;
    private double logWithHistory = Double.NaN;
    private double logWithout = Double.NaN;
    private boolean paused;
    private boolean setBack;

    TimeEstimator(Knowledge known) {
        this.known = known;
    }

    /**
     * A recorded tick. One that is not later than the last is ignored.
     *
     * @param workingMillis how long the job has been worked on over all attempts
     * @param processed the amount done, in units; may fall where an attempt begins anew from a checkpoint
     * @param declaredTotal the amount to do, or {@link Work#UNKNOWN}; may change
     */
    public synchronized void tick(long workingMillis, long processed, long declaredTotal) {
        double at = workingMillis / 1000.0;
        double seconds = at - now;
        if (seconds <= 0) {
            return;
        }
        total(declaredTotal);
        if (processed > done || !finished(processed)) {
            stall.tick(at, processed > done);
        }
        if (stall.stalled()) {
            clock.hold(at - Math.max(now, stall.onset()));
        } else {
            work(seconds, processed);
        }
        setBack |= done - processed > LARGEST_SETBACK * (double) Math.max(total, 1);
        done = processed;
        now = at;
        trail.add(now, (double) done);
        if (main != null && !stall.stalled()) {
            predict(main, seconds);
        }
        if (main != null && !Double.isNaN(remaining)) {
            // In a stall too: the frozen estimate is what people see then, and what it is to be judged by.
            trail.predicted(Math.log(remaining), main, logWithHistory, logWithout);
        }
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
            main = new EstimatorCore(known.warp(), prior, part(done, declared));
            withoutHistory = prior == null ? null : new EstimatorCore(Warp.IDENTITY, null, part(done, declared));
        } else {
            double factor = (double) Math.max(total, 1) / Math.max(declared, 1);
            main.rescale(part(done, declared), factor);
            if (withoutHistory != null) {
                withoutHistory.rescale(part(done, declared), factor);
            }
        }
        total = declared;
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
    public synchronized Estimate estimate(long workingMillis) {
        double at = Math.max(workingMillis / 1000.0, now);
        boolean still = !finished(done) && at > stall.onset();
        // In a stall everything stands as it stood when the silence became one.
        double moving = still ? Math.max(now, stall.onset()) : at;
        double left = left(moving);
        double share = main == null ? 0 : main.share();
        return new Estimate(
                state(still),
                millis(left * known.interval().lowFactor(share)),
                millis(left),
                millis(left * known.interval().highFactor(share)),
                millis(Math.max(clock.end() - moving, 0)),
                still ? Math.round((at - stall.lastProgress()) * 1000) : 0,
                share,
                meter.shortRate(),
                meter.overallRate(),
                known.jobs());
    }

    private EstimateState state(boolean still) {
        if (paused) {
            return EstimateState.PAUSED;
        }
        if (still) {
            return EstimateState.STALLED;
        }
        if (finished(done)) {
            return EstimateState.FINALIZING;
        }
        return Double.isNaN(remaining) ? EstimateState.ESTIMATING : EstimateState.RUNNING;
    }

    private double left(double at) {
        double since = finished(done) ? at - stall.lastProgress() : at - now;
        return Math.max(remaining - since, LEAST_PART_OF_END * remaining);
    }

    private static long millis(double seconds) {
        return Double.isNaN(seconds) ? Estimate.UNKNOWN : Math.round(seconds * 1000);
    }

    /**
     * What this job teaches; empty where it teaches nothing: its total was never known, or an attempt lost much of its work.
     *
     * @param workingMillis how long it was worked on in all
     */
    public synchronized Optional<CompletedRun> complete(long workingMillis) {
        double duration = Math.max(workingMillis / 1000.0, now);
        if (total <= 0 || setBack || duration <= 0) {
            return Optional.empty();
        }
        List<Double> accuracy = Stream.of(0.25, 0.50, 0.75)
                .map(part -> trail.predictedOverActual(part, duration))
                .toList();
        return Optional.of(new CompletedRun(
                Math.log(duration / known.sizeOr(total)),
                trail.curve((double) total, duration),
                trail.lessons(duration),
                accuracy));
    }
}
