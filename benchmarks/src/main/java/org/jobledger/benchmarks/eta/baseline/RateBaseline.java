package org.jobledger.benchmarks.eta.baseline;

import org.jobledger.benchmarks.eta.Prediction;
import org.jobledger.benchmarks.eta.Predictor;

/** What most programs do: what is left divided by some rate. Subclasses say which rate. */
abstract class RateBaseline implements Predictor {
    private final long total;
    private long done;

    RateBaseline(long total) {
        this.total = total;
    }

    @Override
    public final void tick(long millis, long nowDone) {
        done = nowDone;
        sample(millis / 1000.0, (double) nowDone);
    }

    @Override
    public final Prediction at(long millis) {
        double rate = rate(millis / 1000.0, (double) done);
        return rate > 0 ? Prediction.of(shown((total - done) / rate)) : Prediction.NONE;
    }

    /** A sample at a second. */
    abstract void sample(double second, double nowDone);

    /** The rate in units per second at a second, not above 0 where there is none yet. */
    abstract double rate(double second, double nowDone);

    /** What is shown of the seconds that come out; as they are, unless the program smooths them. */
    double shown(double seconds) {
        return seconds;
    }
}
