package org.jobledger.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What was asked of a ledger and what it acknowledged, over any number of openings: the witness against which its log is held.
 *
 * <p>Every request carries a number that no other one has, so that a lost, doubled or invented event shows. Thread-safe.
 */
final class Acknowledged implements Witness {
    private final AtomicInteger numbers;
    private final Map<Integer, Long> positions = new ConcurrentHashMap<>();

    Acknowledged() {
        this(0);
    }

    /** A witness of requests that others number up to a number. */
    Acknowledged(int greatestNumber) {
        this.numbers = new AtomicInteger(greatestNumber);
    }

    @Override
    public int nextNumber() {
        return numbers.incrementAndGet();
    }

    @Override
    public void acknowledge(int number, long position) {
        positions.put(number, position);
    }

    int count() {
        return positions.size();
    }

    /** The numbers acknowledged up to now. */
    Map<Integer, Long> soFar() {
        return new TreeMap<>(positions);
    }

    /** Fails unless the log holds all that was acknowledged, once, and nothing that nobody asked for. */
    void requireIn(List<StoredEvent> log) {
        requireIn(log, positions);
    }

    /** The same for what was acknowledged at a moment in the past. */
    void requireIn(List<StoredEvent> log, Map<Integer, Long> expected) {
        Logs.requireChained(log);
        Map<Integer, Long> found = new HashMap<>();
        for (StoredEvent event : log) {
            @Nullable Integer number = Logs.numberIn(event);
            if (number != null) {
                assertThat(number).as("a request that nobody made").isBetween(1, numbers.get());
                assertThat(found.put(number, event.position()))
                        .as("the request %d is in the log twice", number)
                        .isNull();
            }
        }
        expected.forEach((number, position) -> assertThat(found.get(number))
                .as("the request %d, acknowledged at position %d, in a log of %d", number, position, log.size())
                .isNotNull()
                .isBetween(position - 1, position));
    }
}
