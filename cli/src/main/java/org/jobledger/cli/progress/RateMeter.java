package org.jobledger.cli.progress;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** How fast a job has gone in the last seconds. Not thread-safe; time comes in. */
final class RateMeter {
    private static final long WINDOW_NANOS = Duration.ofSeconds(3).toNanos();
    private static final long ENOUGH_NANOS = Duration.ofMillis(200).toNanos();

    private final Deque<Sample> samples = new ArrayDeque<>();

    /**
     * Takes a sample.
     *
     * @param nanos a steady clock
     * @return units per second, or -1 while there is too little to tell
     */
    long sample(long nanos, long processed) {
        if (!samples.isEmpty() && processed < samples.getLast().processed()) {
            samples.clear();
        }
        samples.addLast(new Sample(nanos, processed));
        while (samples.size() > 2 && nanos - samples.getFirst().nanos() > WINDOW_NANOS) {
            samples.removeFirst();
        }
        Sample first = samples.getFirst();
        long elapsed = nanos - first.nanos();
        return elapsed < ENOUGH_NANOS ? -1 : Math.round((processed - first.processed()) * 1e9 / elapsed);
    }

    private record Sample(long nanos, long processed) {}
}
