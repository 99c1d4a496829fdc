package org.jobledger.engine.progress;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** A tick allocates nothing: neither of a job with history, which runs two cores, nor in a stall, nor when the trail is thinned. */
class TickAllocationTest {
    private static final EstimateKey KEY = EstimateKey.of("wipe");
    private static final long TOTAL = 1L << 50;
    private static final int TICKS = 20_000;

    @Test
    void ticksAllocateNothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        TimeEstimator estimator = withHistory();
        long thread = Thread.currentThread().getId();
        feed(estimator, 0, TICKS);
        long before = threads.getThreadAllocatedBytes(thread);
        feed(estimator, TICKS, 2 * TICKS);
        long allocated = threads.getThreadAllocatedBytes(thread) - before;
        // The measuring itself may cost some; a single object a tick would be 16 bytes times the ticks.
        assertThat(allocated).isLessThan(TICKS);
    }

    private static void feed(TimeEstimator estimator, int from, int to) {
        for (int i = from + 1; i <= to; i++) {
            // Every thousand ticks a silence of fifty, which is a stall.
            long done = (long) (i - Math.min(i % 1000, 50)) * 1000;
            estimator.tick(i * 500L, Math.max(done, 0), TOTAL);
        }
    }

    private static TimeEstimator withHistory() {
        EstimateHistory history = new EstimateHistory();
        TimeEstimator first = history.start(KEY, 0, 0);
        for (int i = 1; i <= 100; i++) {
            first.tick(i * 1000L, i * (TOTAL / 100), TOTAL);
        }
        history.learn(KEY, first.complete(100_000).orElseThrow(), 0);
        return history.start(KEY, 0, 0);
    }
}
