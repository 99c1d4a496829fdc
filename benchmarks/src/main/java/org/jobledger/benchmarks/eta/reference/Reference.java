package org.jobledger.benchmarks.eta.reference;

import java.util.ArrayList;
import java.util.List;
import org.jobledger.benchmarks.eta.Contestant;
import org.jobledger.benchmarks.eta.Prediction;
import org.jobledger.benchmarks.eta.Predictor;
import org.jobledger.benchmarks.eta.Trace;
import org.jspecify.annotations.Nullable;

/**
 * The reference estimator, version 6 with its frozen constants. It computes when it is asked, and remembers for its log the answers at the
 * nine questions of the protocol.
 */
public final class Reference implements Contestant {
    private final ReferenceLog log = new ReferenceLog();
    private final boolean learning;

    /** With history, or every job as if it were the first. */
    public Reference(boolean learning) {
        this.learning = learning;
    }

    @Override
    public Predictor start(Trace trace) {
        return new ReferenceJob(trace, log, learning);
    }

    private static final class ReferenceJob implements Predictor {
        private final Trace trace;
        private final ReferenceLog log;
        private final boolean learning;
        private final ReferenceCore main;
        private final @Nullable ReferenceCore cold;
        private final double trustInCold;
        private final List<double[]> rows = new ArrayList<>(List.of(new double[] {0, 0}));
        private final List<ReferenceLog.Point> points = new ArrayList<>();
        private final List<ReferenceLog.First> firsts = new ArrayList<>();
        private final ReferenceDisplay display = new ReferenceDisplay();
        private double now;
        private double done;
        private double last;
        private double gap;
        private boolean stalled;
        private double warmLog = Double.NaN;
        private double coldLog = Double.NaN;
        private int asked;

        ReferenceJob(Trace trace, ReferenceLog log, boolean learning) {
            this.trace = trace;
            this.log = log;
            this.learning = learning;
            List<ReferenceLog.Past> jobs = log.past(trace.kind());
            double total = (double) trace.total();
            if (jobs.isEmpty()) {
                main = new ReferenceCore(total, new double[0], Double.NaN, 0, 1);
                cold = null;
                trustInCold = 0;
            } else {
                main = warm(jobs, total);
                cold = new ReferenceCore(total, new double[0], Double.NaN, 0, 1);
                trustInCold = log.trustInCold(trace.kind());
            }
        }

        private ReferenceCore warm(List<ReferenceLog.Past> jobs, double total) {
            int n = jobs.size();
            double mean = jobs.stream()
                            .mapToDouble(ReferenceLog.Past::logSecondsPerUnit)
                            .sum()
                    / n;
            double squares = jobs.stream()
                    .mapToDouble(ReferenceLog.Past::logSecondsPerUnit)
                    .map(v -> (v - mean) * (v - mean))
                    .sum();
            double scatter = Math.sqrt((squares + 2 * .4 * .4) / (n - 1 + 2.) * (1 + 1. / n));
            return new ReferenceCore(
                    total,
                    ReferenceLog.warp(jobs),
                    -(mean + Math.log((double) trace.size())),
                    Math.max(scatter, .10),
                    log.steadiness(trace.kind()));
        }

        @Override
        public void tick(long millis, long nowDone) {
            double second = millis / 1000.0;
            double since = second - now;
            if (since <= 0) {
                return;
            }
            if (nowDone > done) {
                gap = stalled ? gap : Math.max(second - last, gap * .99);
                last = second;
                stalled = false;
            } else if (nowDone < trace.total() && second - last > Math.max(3, 6 * gap)) {
                stalled = true;
            }
            main.tick(since, (double) nowDone, stalled);
            if (cold != null) {
                cold.tick(since, (double) nowDone, stalled);
            }
            now = second;
            done = (double) nowDone;
            rows.add(new double[] {second, done});
        }

        private double remaining(double second) {
            double log50 = main.logRemaining();
            warmLog = log50;
            if (cold != null) {
                coldLog = cold.logRemaining();
                if (!Double.isNaN(coldLog)) {
                    cold.horizon(Math.exp(coldLog));
                    log50 = trustInCold * coldLog + (1 - trustInCold) * log50;
                }
            }
            if (Double.isNaN(log50)) {
                return Double.NaN;
            }
            double left = Math.exp(log50);
            main.horizon(left);
            return done >= trace.total() ? Math.max(left - (second - last), .3 * left) : left;
        }

        @Override
        public Prediction at(long millis) {
            double second = millis / 1000.0;
            double left = remaining(second);
            if (Double.isNaN(left)) {
                return Prediction.NONE;
            }
            int tenth = Math.min((int) (main.share() * ReferenceLog.TENTHS), ReferenceLog.TENTHS - 1);
            remember(millis, second, tenth, left);
            double width = log.width(trace.kind(), tenth);
            return new Prediction(
                    display.shown(second, left, main.active(), width, stalled),
                    left * Math.exp(width * log.quantile(.1)),
                    left,
                    left * Math.exp(width * log.quantile(.9)));
        }

        /** Only at the protocol's questions, as the reference was run. */
        private void remember(long millis, double second, int tenth, double left) {
            if (asked >= 9 || millis != Math.round(trace.durationMillis() * (asked + 1) / 10.0)) {
                return;
            }
            asked++;
            points.add(new ReferenceLog.Point(second, warmLog, coldLog, main.live(), main.deviation()));
            if (firsts.stream().noneMatch(first -> first.tenth() == tenth)) {
                firsts.add(new ReferenceLog.First(tenth, second, left));
            }
        }

        @Override
        public void ended(long durationMillis) {
            if (learning) {
                double duration = durationMillis / 1000.0;
                ReferenceLog.Past job = new ReferenceLog.Past(Math.log(duration / trace.size()), curve(duration));
                log.complete(trace.kind(), duration, firsts, points, job);
            }
        }

        private double[] curve(double duration) {
            double[] curve = new double[ReferenceLog.KNOTS + 1];
            int j = 0;
            for (int i = 1; i <= ReferenceLog.KNOTS; i++) {
                double amount = (double) trace.total() * i / ReferenceLog.KNOTS;
                while (j < rows.size() - 1 && rows.get(j)[1] < amount) {
                    j++;
                }
                double[] after = rows.get(j);
                double[] before = rows.get(Math.max(j - 1, 0));
                double second = after[1] <= before[1]
                        ? after[0]
                        : before[0] + (after[0] - before[0]) * (amount - before[1]) / (after[1] - before[1]);
                curve[i] = Math.min(Math.max(second / duration, curve[i - 1]), 1);
            }
            return curve;
        }
    }
}
