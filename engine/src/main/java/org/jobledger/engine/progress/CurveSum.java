package org.jobledger.engine.progress;

/**
 * Sums over some time-share curves: all that is needed of them to tell their mean and how far they predict each other. Mutable; guarded by
 * its owner.
 */
final class CurveSum {
    private final double[] sums = new double[Warp.PIECES + 1];
    private final double[] squares = new double[Warp.PIECES + 1];
    private int curves;

    void add(double[] curve) {
        count(curve, 1);
    }

    /** Takes out one that was added. */
    void remove(double[] curve) {
        count(curve, -1);
    }

    private void count(double[] curve, int times) {
        curves += times;
        for (int i = 0; i < sums.length; i++) {
            sums[i] += times * curve[i];
            squares[i] += times * curve[i] * curve[i];
        }
    }

    /** The same curves without one of them. */
    CurveSum without(double[] curve) {
        CurveSum others = new CurveSum();
        others.curves = curves;
        System.arraycopy(sums, 0, others.sums, 0, sums.length);
        System.arraycopy(squares, 0, others.squares, 0, squares.length);
        others.remove(curve);
        return others;
    }

    int curves() {
        return curves;
    }

    double mean(int knot) {
        return sums[knot] / curves;
    }

    /** Over all pairs of different curves, the sum of the products of their distances from a value at a knot. */
    double products(int knot, double from) {
        double distances = sums[knot] - curves * from;
        return distances * distances - squaresFrom(knot, from);
    }

    /** The sum over the curves of the squared distance of all the others together from a value at a knot. */
    double squaresOfOthers(int knot, double from) {
        double distances = sums[knot] - curves * from;
        return (curves - 2) * distances * distances + squaresFrom(knot, from);
    }

    private double squaresFrom(int knot, double from) {
        return squares[knot] - 2 * from * sums[knot] + curves * from * from;
    }

    void exchange(Exchange with) {
        curves = with.count(curves);
        with.reals(sums);
        with.reals(squares);
    }
}
