package org.jobledger.benchmarks.eta.reference;

/** A bank of twelve averages in warped work and the shrink toward the past rate; times are seconds, rates shares per second. */
final class ReferenceCore {
    private static final int BANK = 12;
    private static final double FLOOR = 0.02;

    private final double total;
    private final double[] warp;
    private final double pastRate;
    private final double scatter;
    private final double steadiness;
    private final double[] sums = new double[BANK];
    private final double[] weights = new double[BANK];
    private double share;
    private double active;
    private double seen;
    private double unsteady;
    private double unsteadyTime;
    private double horizon = Double.NaN;
    private double live = Double.NaN;
    private double deviation = 1;

    /** Without a warp (empty) or a past rate (NaN) these take no part. */
    ReferenceCore(double total, double[] warp, double pastRate, double scatter, double steadiness) {
        this.total = total;
        this.warp = warp;
        this.pastRate = pastRate;
        this.scatter = scatter;
        this.steadiness = steadiness;
    }

    private double warped(double done) {
        double part = done / total;
        if (warp.length == 0) {
            return part;
        }
        double place = part * ReferenceLog.KNOTS;
        int i = Math.min((int) place, ReferenceLog.KNOTS - 1);
        return warp[i] + (warp[i + 1] - warp[i]) * (place - i);
    }

    void tick(double seconds, double done, boolean stalled) {
        double next = warped(done);
        if (!stalled) {
            active += seconds;
            for (int k = 0; k < BANK; k++) {
                double memory = Math.exp(-seconds / (1 << k));
                sums[k] = sums[k] * memory + (next - share) / seconds * (1 - memory);
                weights[k] = weights[k] * memory + 1 - memory;
            }
        }
        share = next;
    }

    private double rate(double window) {
        double place = Math.log(clamp(window, 1, 1 << (BANK - 1))) / Math.log(2);
        int i = Math.min((int) place, BANK - 2);
        double part = place - i;
        return (1 - part) * sums[i] / weights[i] + part * sums[i + 1] / weights[i + 1];
    }

    /** The logarithm of the seconds that remain, or NaN. */
    double logRemaining() {
        double left = Math.log(Math.max(1 - share, 1e-4));
        if (!(share > 0 && active > 0)) {
            live = Double.NaN;
            return left - pastRate;
        }
        double overall = share / active;
        steady(overall);
        double window = Math.min(Math.max(.5 * (Double.isNaN(horizon) ? active : horizon), 1.5), active);
        double rate = Math.log(Math.max(rate(window), overall * FLOOR));
        live = left - rate;
        double ahead = .35 * (1 - share);
        deviation = Math.sqrt(.15 * .15 + .8 * .8 / Math.max(active, .2) + ahead * ahead);
        return left - (Double.isNaN(pastRate) ? rate : shrunk(rate, ahead));
    }

    private void steady(double overall) {
        double since = active - seen;
        if (since > 0) {
            double off = Math.abs(Math.log(Math.max(rate(Math.max(active / 4, 1)), overall * FLOOR) / overall));
            seen = active;
            unsteady += since * Math.min(off, 1);
            unsteadyTime += since;
        }
    }

    private double shrunk(double rate, double ahead) {
        double ratio = unsteadyTime > 0 ? unsteady / unsteadyTime / .10 : 1;
        double inJob = clamp(ratio * ratio, .03, 1);
        double variance = (.15 * .15 + ahead * ahead) * Math.min(steadiness, inJob)
                + .8 * .8 / Math.max(active, .2) * Math.min(steadiness, Math.max(inJob, .25));
        double off = rate - pastRate;
        double between = scatter * scatter * (1 + off * off / (scatter * scatter + variance) / 4);
        double weight = variance / (variance + between);
        return weight * pastRate + (1 - weight) * rate;
    }

    static double clamp(double value, double low, double high) {
        return Math.min(Math.max(value, low), high);
    }

    void horizon(double seconds) {
        horizon = seconds;
    }

    double share() {
        return share;
    }

    double active() {
        return active;
    }

    double live() {
        return live;
    }

    double deviation() {
        return deviation;
    }
}
