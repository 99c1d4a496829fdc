package org.jobledger.benchmarks.storage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Several ways to do one thing, each measured as often as the others, in an order that is drawn anew each round, so that whatever else the
 * machine does, and what the way before has left it to do, meets all of them. For one thread.
 */
final class Contest {
    /** One way. */
    @FunctionalInterface
    interface Way {
        /** Does it once; what is done before the first call of it does not count. */
        void run() throws Exception;
    }

    /**
     * One way that takes part.
     *
     * @param name its name
     * @param before what is done before it and not measured
     * @param way the thing
     * @param seconds how long it took each time
     */
    record Entry(String name, Way before, Way way, List<Double> seconds) {
        double median() {
            return sorted()[seconds.size() / 2];
        }

        /** The time it took when nothing else was in the way. */
        double least() {
            return sorted()[0];
        }

        private double[] sorted() {
            double[] sorted = seconds.stream().mapToDouble(Double::doubleValue).toArray();
            Arrays.sort(sorted);
            return sorted;
        }
    }

    private final String title;
    private final double megabytes;
    private final List<Entry> entries = new ArrayList<>();

    Contest(String title, long bytes) {
        this.title = title;
        this.megabytes = bytes / 1e6;
    }

    /** One more; the first is ours. */
    Contest with(String name, Way before, Way way) {
        entries.add(new Entry(name, before, way, new ArrayList<>()));
        return this;
    }

    /** Runs all of them and prints what they reached, and what part of it the first did, by the medians and by the least times. */
    Contest run(int rounds) throws Exception {
        Random lot = new Random(1);
        for (int round = 0; round <= rounds; round++) {
            List<Entry> order = new ArrayList<>(entries);
            Collections.shuffle(order, lot);
            for (Entry entry : order) {
                entry.before().run();
                long from = System.nanoTime();
                entry.way().run();
                // The first round warms the machine and us up.
                if (round > 0) {
                    entry.seconds().add((System.nanoTime() - from) / 1e9);
                }
            }
        }
        Entry ours = entries.get(0);
        for (Entry entry : entries) {
            System.out.printf(
                    "%-10s %-34s %9.0f MB/s   ours/this %5.2f   %9.2f ms, least %9.2f   ours/this %5.2f%n",
                    title,
                    entry.name(),
                    megabytes / entry.median(),
                    entry.median() / ours.median(),
                    entry.median() * 1e3,
                    entry.least() * 1e3,
                    entry.least() / ours.least());
        }
        return this;
    }
}
