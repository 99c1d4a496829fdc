package org.jobledger.benchmarks.eta;

import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jobledger.engine.progress.Tuning;

/**
 * The one method by which the constants of {@link Tuning} are chosen from jobs; fixed beforehand, nothing of it looks at the jobs that are
 * scored afterwards.
 *
 * <ol>
 *   <li>Draw settings at random from {@link TuningRange}, the same ones (by the seed) for whatever jobs.
 *   <li>Give each the least band at which the jitter over the jobs is at most {@value #JITTER}, by halving its range {@value #HALVINGS}
 *       times: the limit is .55, and jobs that are not known yet may be more restless.
 *   <li>The loss of each is the sum of four figures of |ln(shown / actual)|: the mean and the median over all jobs and over the first jobs
 *       of their kinds. For the median stands the mean of the middle fifth, which does not jump.
 *   <li>Take the best tenth. The setting in their middle is chosen, not the best one: that would be the luckiest.
 *   <li>Give that its band in the same way.
 * </ol>
 *
 * <p>It stops when all draws were tried; there is no other search.
 */
final class TuningChoice {
    static final double JITTER = 0.53;
    private static final int HALVINGS = 6;
    private static final double NARROWEST = 0.04;
    private static final double WIDEST = 0.6;
    private static final int BEST_PART = 10;

    private final List<double[]> points;

    /** A choice among so many settings. */
    TuningChoice(int draws, long seed) {
        Random random = new Random(seed);
        points = Stream.generate(() -> TuningRange.random(random)).limit(draws).toList();
    }

    private record Tried(int draw, double loss) {}

    /** What is chosen from these jobs. Uses all processors. */
    Tuning from(List<Trace> jobs) {
        List<double[]> best = IntStream.range(0, points.size())
                .parallel()
                .mapToObj(draw -> new Tried(draw, loss(run(calm(points.get(draw), jobs), jobs))))
                .sorted(Comparator.comparingDouble(Tried::loss))
                .limit(Math.max(points.size() / BEST_PART, 1))
                .map(tried -> points.get(tried.draw()))
                .toList();
        return calm(TuningRange.mean(best), jobs);
    }

    static List<JobScore> run(Tuning tuning, List<Trace> jobs) {
        return Protocol.run(Hmw.shown(tuning), jobs);
    }

    private static Tuning calm(double[] point, List<Trace> jobs) {
        double low = NARROWEST;
        double high = WIDEST;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = Math.sqrt(low * high);
            if (Summary.of(run(TuningRange.at(point, middle), jobs)).jitter() > JITTER) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return TuningRange.at(point, high);
    }

    private static double loss(List<JobScore> scores) {
        return errors(scores)
                + errors(scores.stream().filter(JobScore::firstOfKind).toList());
    }

    private static double errors(List<JobScore> scores) {
        double[] errors = Errors.sorted(scores);
        return Errors.mean(errors) + Errors.middleFifth(errors);
    }
}
