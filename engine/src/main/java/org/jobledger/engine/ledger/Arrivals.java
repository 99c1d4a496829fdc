package org.jobledger.engine.ledger;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * What many threads bring to one, in the order in which it came. Nobody who brings something waits; thread-safe, but for {@link #await},
 * which is for the one thread that takes.
 *
 * <p>A list that is taken whole (Treiber's stack). The blocking queues of Java guard the taking and the bringing with a lock each; measured with 256
 * callers, a sixth of the taker's time went into waiting for one.
 */
final class Arrivals<T> {
    /** Longer than it takes to wake the one caller there may be, which is told now and comes again: some ten microseconds where its processor was asleep. */
    private static final long AWAKE_NANOS = 150_000;

    private static final boolean ONE_IS_FREE = Runtime.getRuntime().availableProcessors() > 1;

    /** One item, and how many there are with it. */
    private record Node<T>(T item, int count, @Nullable Node<T> before) {
        static <T> Node<T> after(@Nullable Node<T> before, T item) {
            return new Node<>(item, before == null ? 1 : before.count + 1, before);
        }
    }

    private final AtomicReference<@Nullable Node<T>> newest = new AtomicReference<>();
    private final AtomicReference<@Nullable Thread> parked = new AtomicReference<>();
    /** How many have to be there before the thread that takes is woken; told before it parks. */
    private volatile int wanted = 1;
    /** Of the thread that takes: whether it waited but shortly the last time. */
    private boolean quick;

    void add(T item) {
        add(List.of(item));
    }

    /** Brings several, at least one, with nothing between them: who takes one of them takes all. */
    void add(List<T> items) {
        int there = push(items);
        Thread sleeping = parked.get();
        // One of those who bring something wakes it, not all.
        if (sleeping != null && there >= wanted && parked.compareAndSet(sleeping, null)) {
            LockSupport.unpark(sleeping);
        }
    }

    /** Gives how many are there with them. */
    private int push(List<T> items) {
        while (true) {
            Node<T> before = newest.get();
            Node<T> last = before;
            for (T item : items) {
                last = Node.after(last, item);
            }
            if (newest.compareAndSet(before, last)) {
                return last == null ? 0 : last.count();
            }
        }
    }

    /** How many are there. */
    int size() {
        Node<T> last = newest.get();
        return last == null ? 0 : last.count();
    }

    /** All that is there, oldest first. */
    List<T> take() {
        Node<T> node = newest.getAndSet(null);
        List<T> items = new ArrayList<>();
        while (node != null) {
            items.add(node.item());
            node = node.before();
        }
        Collections.reverse(items);
        return items;
    }

    /**
     * Waits until something is there, or the time has passed, or somebody interrupts, which is left to the caller to see.
     *
     * <p>Where the wait before was a short one, the thread stays awake for a moment: waking it would take longer than what it waits for.
     */
    void await(long nanos) {
        long begin = System.nanoTime();
        long awake = Math.min(nanos, quick ? AWAKE_NANOS : 0);
        while (newest.get() == null && System.nanoTime() - begin < awake) {
            Thread.onSpinWait();
        }
        if (newest.get() == null) {
            park(1, nanos);
        }
        quick = System.nanoTime() - begin < AWAKE_NANOS && ONE_IS_FREE;
    }

    /** Waits until so many are there, asleep, as those who are to bring them want the processors; else as {@link #await(long)}. */
    void await(int count, long nanos) {
        long end = System.nanoTime() + nanos;
        long left = nanos;
        while (size() < count && left > 0 && !Thread.currentThread().isInterrupted()) {
            park(count, left);
            left = end - System.nanoTime();
        }
    }

    private void park(int count, long nanos) {
        wanted = count;
        parked.set(Thread.currentThread());
        // Looked at again: what came before the line above has woken nobody.
        if (size() < count) {
            LockSupport.parkNanos(this, nanos);
        }
        parked.set(null);
    }
}
