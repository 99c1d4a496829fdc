package org.jobledger.engine.ledger;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jobledger.engine.event.Event;
import org.jobledger.engine.event.EventJson;
import org.jobledger.engine.event.JobEvent;

/** A log in memory that chains events as the journal does; what is appended is forced at once. Thread-safe. */
public final class MemoryLog implements ForcedLog {
    private static final long START =
            ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse("2026-01-01T00:00:00.123456Z"));

    private final List<StoredEvent> events = new ArrayList<>();
    private final Map<Long, Long> versions = new HashMap<>();
    private final Chain chain = new Chain();
    private final Random random = new Random(7);
    private long epoch = 1;

    /** Appends an event of the ledger. */
    public synchronized StoredEvent append(Event event) {
        return append(0, event);
    }

    /** Appends an event of a job. */
    public synchronized StoredEvent append(long jobId, JobEvent event) {
        return append(jobId, (Event) event);
    }

    /** Begins the next epoch. */
    public synchronized void nextEpoch() {
        epoch++;
    }

    /** The events so far. */
    public synchronized List<StoredEvent> events() {
        return List.copyOf(events);
    }

    /** A log that ends with a position of this one, and may go on in another way. */
    public synchronized MemoryLog upTo(long position) {
        MemoryLog copy = new MemoryLog();
        copy.epoch = epoch;
        events.stream().filter(event -> event.position() <= position).forEach(event -> {
            copy.events.add(event);
            copy.versions.put(event.jobId(), event.jobVersion());
        });
        return copy;
    }

    /** Puts bytes there as they are, chained, whether or not anything can read them. */
    public synchronized StoredEvent append(long jobId, int typeCode, byte[] payload) {
        return append(jobId, typeCode, 1, payload);
    }

    /** The same, in a version of its shape. */
    public synchronized StoredEvent append(long jobId, int typeCode, int schema, byte[] payload) {
        long version = jobId == 0 ? 0 : versions.merge(jobId, 1L, Long::sum);
        byte[] salt = new byte[StoredEvent.SALT_BYTES];
        random.nextBytes(salt);
        long position = events.size() + 1L;
        StoredEvent open = new StoredEvent(
                position,
                epoch,
                START + position * 1001,
                jobId,
                version,
                typeCode,
                schema,
                salt,
                payload,
                Chain.genesis());
        StoredEvent closed = withHash(open, chain.link(events.isEmpty() ? Chain.genesis() : last().hash(), open));
        events.add(closed);
        notifyAll();
        return closed;
    }

    private StoredEvent append(long jobId, Event event) {
        return append(jobId, event.type().code(), event.type().schema(), EventJson.encode(event));
    }

    private StoredEvent last() {
        return events.get(events.size() - 1);
    }

    private static StoredEvent withHash(StoredEvent event, byte[] hash) {
        return new StoredEvent(
                event.position(),
                event.epoch(),
                event.atMicros(),
                event.jobId(),
                event.jobVersion(),
                event.typeCode(),
                event.schema(),
                event.salt(),
                event.payload(),
                hash);
    }

    @Override
    public synchronized long forcedPosition() {
        return events.size();
    }

    @Override
    public synchronized boolean awaitForced(long beyondPosition, Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (events.size() <= beyondPosition) {
            long millis = (deadline - System.nanoTime()) / 1_000_000;
            if (millis <= 0) {
                return false;
            }
            wait(millis);
        }
        return true;
    }

    @Override
    public EventCursor read(long firstPosition) {
        return new EventCursor() {
            private long next = firstPosition;

            @Override
            public StoredEvent next() {
                synchronized (MemoryLog.this) {
                    return next > events.size() ? null : events.get((int) next++ - 1);
                }
            }

            @Override
            public void close() {}
        };
    }
}
