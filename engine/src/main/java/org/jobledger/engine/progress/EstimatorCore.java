package org.jobledger.engine.progress;

import org.jspecify.annotations.Nullable;

/**
 * The estimate proper: rates in shares of the whole time, over a window as long as a part of the time ahead, drawn toward what earlier jobs
 * did. One with history and one without run side by side in a job. Written by one thread; allocates nothing after it is made.
 */
final class EstimatorCore {
    /** The shortest window, seconds: below it lies the grain of ticks and buffers. */
    private static final double SHORTEST_WINDOW = 1;

    /** A rate that falls below this part of the overall one is a hiccup, not a forecast. */
    private static final double LEAST_PART = 0.02;

    /** The error of a live rate, as a standard deviation of its logarithm: what is always there, what the first second has (falls with the
     * root of the time), and what the whole job ahead adds (falls with the time ahead). */
    private static final double LASTING_ERROR = 0.2;

    private static final double FIRST_SECOND_ERROR = 1.2;
    private static final double AHEAD_ERROR = 0.5;

    /** The least that is left, as a share, before the end was seen. */
    private static final double LEAST_LEFT = 1e-4;

    private final double windowPart;
    private final Warp warp;
    private final RateBank bank = new RateBank();
    private @Nullable HistoryPrior prior;
    private double share;
    private double gained;
    private double active;
    private double horizon = Double.NaN;
    private double liveLogRemaining = Double.NaN;
    private double deviation = 1;

    /**
     * A core that has seen nothing.
     *
     * @param windowPart how far to look back, as a part of the predicted time ahead
     */
    EstimatorCore(double windowPart, Warp warp, @Nullable HistoryPrior prior, double startShareOfWork) {
        this.windowPart = windowPart;
        this.warp = warp;
        this.prior = prior;
        this.share = warp.at(startShareOfWork);
    }

    /** So many seconds passed, and so much of the work is done. */
    void tick(double seconds, double shareOfWork) {
        double next = warp.at(shareOfWork);
        double step = Math.max(next - share, 0);
        share = next;
        gained += step;
        active += seconds;
        bank.add(seconds, step / seconds);
    }

    /** The whole has changed: what was done is now this share, and one old share is worth this many new ones. */
    void rescale(double shareOfWork, double factor) {
        share = warp.at(shareOfWork);
        gained *= factor;
        bank.scale(factor);
        prior = prior == null ? null : prior.scaled(factor);
    }

    /** The logarithm of the seconds that remain, or NaN where nothing can be said. */
    double logRemaining() {
        double left = Math.log(Math.max(1 - share, LEAST_LEFT));
        if (gained <= 0 || active <= 0) {
            liveLogRemaining = Double.NaN;
            return prior == null ? Double.NaN : left - prior.logRate();
        }
        double rate = liveLogRate();
        liveLogRemaining = left - rate;
        double ahead = AHEAD_ERROR * (1 - share);
        deviation = Math.sqrt(LASTING_ERROR * LASTING_ERROR
                + FIRST_SECOND_ERROR * FIRST_SECOND_ERROR / Math.max(active, 0.2)
                + ahead * ahead);
        return left - (prior == null ? rate : prior.blend(rate, deviation));
    }

    private double liveLogRate() {
        double overall = gained / active;
        double look = windowPart * (Double.isNaN(horizon) ? active : horizon);
        double window = Math.min(Math.max(look, SHORTEST_WINDOW), active);
        return Math.log(Math.max(bank.over(window), overall * LEAST_PART));
    }

    /** How far to look ahead, and so how far to look back: the seconds that remain by the last estimate. */
    void horizon(double seconds) {
        horizon = seconds;
    }

    /** The share of the whole time that has passed. */
    double share() {
        return share;
    }

    /** The seconds worked, without stalls. */
    double active() {
        return active;
    }

    /** What the live rate alone said last, or NaN. */
    double liveLogRemaining() {
        return liveLogRemaining;
    }

    /** The error that the live rate is taken to have. */
    double deviation() {
        return deviation;
    }

    /** Carries one out or in; null stands for none. */
    static @Nullable EstimatorCore exchange(Exchange with, @Nullable EstimatorCore now) {
        if (!with.flag(now != null)) {
            return null;
        }
        Warp warp = Warp.exchange(with, now == null ? Warp.IDENTITY : now.warp);
        EstimatorCore core = now == null ? new EstimatorCore(Tuning.CHOSEN.windowPart(), warp, null, 0) : now;
        core.prior = HistoryPrior.exchange(with, core.prior);
        core.bank.exchange(with);
        core.share = with.real(core.share);
        core.gained = with.real(core.gained);
        core.active = with.real(core.active);
        core.horizon = with.real(core.horizon);
        core.liveLogRemaining = with.real(core.liveLogRemaining);
        core.deviation = with.real(core.deviation);
        return core;
    }
}
