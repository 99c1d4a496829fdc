package org.jobledger.benchmarks.eta.record;

import java.util.Random;
import org.jobledger.engine.progress.SpeedBudget;

/**
 * How fast bytes come and go at the other end of an upload or a download, as over a network that others use too: a speed that wanders around
 * that of this job, and for some jobs nothing at all for some seconds. From its seed. For one thread.
 */
final class NetworkPace {
    private static final double MEBIBYTE = 1024 * 1024;

    /** The speeds of jobs, bytes a second: an old network and a good one. */
    private static final double SLOWEST_JOB = 60 * MEBIBYTE;

    private static final double FASTEST_JOB = 180 * MEBIBYTE;

    /** Every two seconds the speed is another, by a factor of this spread as a logarithm. */
    private static final long CHANGE_NANOS = 2_000_000_000L;

    private static final double SPREAD = 0.4;

    /** One job in four stands still, for 4 to 9 seconds, once, at the first change after some of them. */
    private static final double STALLED_JOBS = 0.25;

    private static final int LATEST_STALL = 5;

    private final Random random;
    private final double usual;
    private final SpeedBudget budget = new SpeedBudget(System.nanoTime());
    private int changesUntilStall;
    private long changeAt;
    private long speed;

    NetworkPace(long seed) {
        random = new Random(seed);
        usual = SLOWEST_JOB * Math.pow(FASTEST_JOB / SLOWEST_JOB, random.nextDouble());
        changesUntilStall = random.nextDouble() < STALLED_JOBS ? 1 + random.nextInt(LATEST_STALL) : -1;
        changeAt = System.nanoTime();
    }

    /** Waits until so many more bytes may pass. */
    void pass(long bytes) throws InterruptedException {
        if (System.nanoTime() >= changeAt) {
            change();
        }
        long nanos = budget.nanosToWait(System.nanoTime(), speed);
        if (nanos > 0) {
            Thread.sleep(nanos / 1_000_000, (int) (nanos % 1_000_000));
        }
        budget.spend(bytes);
    }

    private void change() throws InterruptedException {
        speed = (long) (usual * Math.exp(SPREAD * random.nextGaussian()));
        if (changesUntilStall-- == 0) {
            Thread.sleep(4000 + random.nextInt(5000));
        }
        changeAt = System.nanoTime() + CHANGE_NANOS;
    }
}
