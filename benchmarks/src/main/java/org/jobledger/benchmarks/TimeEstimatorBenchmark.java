package org.jobledger.benchmarks;

import java.util.concurrent.TimeUnit;
import org.jobledger.engine.TimeRemaining;
import org.jobledger.engine.progress.EstimateHistory;
import org.jobledger.engine.progress.EstimateKey;
import org.jobledger.engine.progress.TimeEstimator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The cost of a tick, and of a tick and a query, of a job with history (two cores). At most 1 us is asked. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class TimeEstimatorBenchmark {
    private static final EstimateKey KEY = EstimateKey.of("wipe");
    private static final long TOTAL = 1L << 50;

    private TimeEstimator estimator = new EstimateHistory().start(KEY, 0, 0);
    private long millis;
    private long done;

    /** A history of one steady job. */
    @Setup
    public void learn() {
        EstimateHistory history = new EstimateHistory();
        TimeEstimator first = history.start(KEY, 0, 0);
        for (int i = 1; i <= 100; i++) {
            first.tick(i * 1000L, i * (TOTAL / 100), TOTAL);
        }
        first.complete(100_000).ifPresent(run -> history.learn(KEY, run, 0));
        estimator = history.start(KEY, 0, 0);
        millis = 0;
        done = 0;
    }

    /** A tick. */
    @Benchmark
    public void tick() {
        millis += 500;
        done += 1000;
        estimator.tick(millis, done, TOTAL);
    }

    /** A tick and a query. */
    @Benchmark
    public TimeRemaining tickAndQuery() {
        tick();
        return estimator.estimate(millis);
    }
}
