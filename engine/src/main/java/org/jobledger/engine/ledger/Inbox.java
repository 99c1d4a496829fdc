package org.jobledger.engine.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What waits for the appender, in the order in which it came. What nobody waits for is held back until something comes that somebody waits
 * for, at most {@link #LONGEST_HOLD_NANOS}, and keeps its place.
 *
 * <p>Anybody adds; one thread takes and shuts. Whatever was added before the shutting is taken or given back by {@link #shut}; whatever comes
 * later is refused: nothing is left behind that nobody answers.
 *
 * @param <E> what waits
 */
final class Inbox<E> {
    private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);
    private static final long LONGEST_HOLD_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final int MOST = 4096;

    private final BlockingQueue<E> queue = new LinkedBlockingQueue<>();
    private final Predicate<E> lazy;
    private final List<E> held = new ArrayList<>();
    private long heldSince;
    private volatile boolean shut;

    /**
     * An empty one.
     *
     * @param lazy whether nobody waits for an element
     */
    Inbox(Predicate<E> lazy) {
        this.lazy = lazy;
    }

    /** Adds an element; false where it came too late. */
    boolean add(E element) {
        queue.add(element);
        // Looked at after it is in: then either this sees the shutting, or the shutting sees the element.
        return !shut || !queue.remove(element);
    }

    /** Waits for something to do and takes it, all that is there; empty where what has come can wait. */
    List<E> take() {
        return grouped(first());
    }

    /** The same without waiting. */
    List<E> takeNow() {
        return shut ? List.of() : grouped(queue.poll());
    }

    private List<E> grouped(@Nullable E first) {
        List<E> come = new ArrayList<>();
        if (first != null) {
            come.add(first);
            queue.drainTo(come, MOST - 1);
        }
        boolean due = first == null || held.size() >= MOST;
        if (!due && come.stream().allMatch(lazy)) {
            if (held.isEmpty()) {
                heldSince = System.nanoTime();
            }
            held.addAll(come);
            return List.of();
        }
        List<E> all = new ArrayList<>(held);
        held.clear();
        all.addAll(come);
        return all;
    }

    /** The next element; null when it is time for what is held back. */
    private @Nullable E first() {
        while (true) {
            try {
                return held.isEmpty()
                        ? queue.take()
                        : queue.poll(heldSince + LONGEST_HOLD_NANOS - System.nanoTime(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                LOG.warn("somebody interrupted the appender; it goes on", e);
            }
        }
    }

    /** Takes in nothing any more; gives what was not taken. Done again, it does nothing: who comes too late takes out his own. */
    List<E> shut() {
        if (shut) {
            return List.of();
        }
        shut = true;
        List<E> left = new ArrayList<>(held);
        held.clear();
        queue.drainTo(left);
        return left;
    }
}
