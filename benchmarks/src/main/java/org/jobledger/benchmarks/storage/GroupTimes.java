package org.jobledger.benchmarks.storage;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.Subscription;
import org.jobledger.engine.event.RecordedEvent;

/**
 * Where the time of a call goes, told by the ledger itself: each group of events has the time at which it was decided, just before it was
 * written and forced. For one thread.
 */
final class GroupTimes implements AutoCloseable {
    private static final String CALL = "the call returns";

    private final JobEngine engine;
    private final Queue<RecordedEvent> events = new ConcurrentLinkedQueue<>();
    private volatile long heard;
    private final Subscription subscription;
    private final Map<String, List<Double>> millis = new LinkedHashMap<>();

    GroupTimes(JobEngine engine) {
        this.engine = engine;
        this.heard = engine.position();
        this.subscription = engine.subscribe(heard + 1, event -> {
            events.add(event);
            heard = event.position();
        });
    }

    /** Makes a call and notes how long it took to each of its groups. */
    void of(Callable<?> call) throws Exception {
        waitFor(engine.position());
        events.clear();
        Instant last = Instant.now();
        Object unused = call.call();
        Instant end = Instant.now();
        waitFor(engine.position());
        int number = 0;
        for (RecordedEvent event : events) {
            if (event.at().isAfter(last) && event.at().isBefore(end)) {
                note(++number + " to " + event.event().type().wireName(), last, event.at());
                last = event.at();
            }
        }
        note(CALL, last, end);
    }

    private void note(String name, Instant from, Instant to) {
        millis.computeIfAbsent(name, none -> new ArrayList<>())
                .add(Duration.between(from, to).toNanos() / 1e6);
    }

    private void waitFor(long position) {
        while (heard < position) {
            Thread.onSpinWait();
        }
    }

    /** Prints the medians. */
    void print(String title) {
        millis.forEach((name, all) -> {
            double[] sorted = all.stream().mapToDouble(Double::doubleValue).toArray();
            Arrays.sort(sorted);
            System.out.printf("%-10s %-34s %9.2f ms%n", title, name, sorted[sorted.length / 2]);
        });
        System.out.println();
    }

    @Override
    public void close() {
        subscription.close();
    }
}
