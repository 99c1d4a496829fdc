package org.jobledger.benchmarks.eta.reference;

/** The reference's display clock: an end that relaxes toward the estimate inside a tube. */
final class ReferenceDisplay {
    private double end = Double.NaN;
    private double mean;
    private double spread;
    private double last;

    double shown(double second, double left, double active, double width, boolean stalled) {
        if (Double.isNaN(end)) {
            end = second + left;
            mean = end;
            spread = .1 * left;
            last = second;
            return left;
        }
        double since = second - last;
        last = second;
        if (since > 0 && stalled) {
            end += since;
        } else if (since > 0) {
            move(second, since, left, active, width);
        }
        return Math.max(end - second, 0);
    }

    private void move(double second, double since, double left, double active, double width) {
        double raw = second + left;
        double weight = 1 - Math.exp(-since / Math.max(Math.min(.3 * left, .5 * active), 1.5));
        mean += weight * (raw - mean);
        spread += weight * (Math.abs(raw - mean) - spread);
        end += (1 - Math.exp(-since / Math.max(Math.min(.1 * left, .5 * active), 1))) * (raw - end);
        double widest = ReferenceCore.clamp(.5 * width, .03, .35) * left;
        double half = Math.min(Math.max(2 * spread, .02 * left), widest);
        end = ReferenceCore.clamp(end, raw - half, raw + half);
    }
}
