package org.jobledger.engine.progress;

/**
 * Which share of the whole time has passed when a share of the work is done; learned from earlier jobs.
 *
 * <p>Covers passes of different speed, the zones of a disk, and the flush at the end. Rising everywhere, 0 at 0, at most 1 at 1 (less where
 * jobs go on after their last unit). Immutable.
 */
final class Warp {
    /** Pieces of the curve. */
    static final int PIECES = 32;

    /** The work as it is: half the work takes half the time. */
    static final Warp IDENTITY = new Warp(diagonal());

    /** How many squared units of evidence the slope that is assumed beforehand is worth. */
    private static final double SLOPE_STRENGTH = 0.2;

    /** The least that a piece rises, so that work always counts for something. */
    private static final double LEAST_RISE = 1e-4 / PIECES;

    private final double[] knots;

    private Warp(double[] knots) {
        this.knots = knots;
    }

    /**
     * The mean of time-share curves, drawn back toward what is expected without them as far as they do not predict each other.
     *
     * @param curves what {@link ProgressTrail#curve} gave, at least one
     * @param assumedSlope how much of the mean to believe before there is evidence, 0 to 1
     * @param expected the curve without them
     */
    static Warp learn(CurveSum curves, double assumedSlope, Warp expected) {
        double slope = slope(curves, assumedSlope, expected.knots);
        double[] knots = new double[PIECES + 1];
        for (int i = 0; i <= PIECES; i++) {
            knots[i] = expected.knots[i] + slope * (curves.mean(i) - expected.knots[i]);
        }
        return new Warp(rising(knots));
    }

    /** Leave one out: the slope of each curve's deviation on the mean deviation of the others. */
    private static double slope(CurveSum curves, double assumed, double[] expected) {
        double product = assumed * SLOPE_STRENGTH;
        double square = SLOPE_STRENGTH;
        int others = curves.curves() - 1;
        for (int i = 2; i <= PIECES && others > 0; i += 2) {
            product += curves.products(i, expected[i]) / others;
            square += curves.squaresOfOthers(i, expected[i]) / others / others;
        }
        return Math.min(Math.max(product / square, 0), 1);
    }

    private static double[] rising(double[] knots) {
        for (int i = 0; i < PIECES; i++) {
            knots[i + 1] = Math.max(knots[i + 1], knots[i] + LEAST_RISE);
        }
        double scale = Math.max(knots[PIECES], 1);
        for (int i = 0; i <= PIECES; i++) {
            knots[i] /= scale;
        }
        return knots;
    }

    private static double[] diagonal() {
        double[] knots = new double[PIECES + 1];
        for (int i = 0; i <= PIECES; i++) {
            knots[i] = share(i);
        }
        return knots;
    }

    private static double share(int knot) {
        return (double) knot / PIECES;
    }

    /** The share of the time, for a share of the work between 0 and 1. */
    double at(double work) {
        double place = work * PIECES;
        int piece = Math.min((int) place, PIECES - 1);
        return knots[piece] + (knots[piece + 1] - knots[piece]) * (place - piece);
    }

    static Warp exchange(Exchange with, Warp now) {
        double[] knots = now.knots.clone();
        with.reals(knots);
        return new Warp(knots);
    }
}
