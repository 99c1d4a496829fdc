package org.jobledger.engine.runtime;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The jobs that could run and have no thread yet, by priority and then in the order in which they came; so many run at a time. Thread-safe;
 * no foreign code is called under its monitor.
 */
final class RunQueue {
    /**
     * Something to run.
     *
     * @param task called on a thread of the executor with its place among those that run; false where the place stays taken when it
     *     returns, until it is freed
     * @param dropped called instead where the queue was closed or the executor refused it
     */
    record Entry(int priority, long number, Predicate<Slot> task, Runnable dropped) {}

    /** A place among those that run at a time. */
    final class Slot {
        /** Gives the place to another one, though its thread is still busy: that one is given up. Done twice, it does nothing. */
        void free() {
            @Nullable Entry next;
            synchronized (RunQueue.this) {
                next = leave(this);
            }
            if (next != null) {
                start(next);
            }
        }
    }

    private final Executor threads;
    private final int width;

    @GuardedBy("this")
    private final PriorityQueue<Entry> waiting = new PriorityQueue<>(
            Comparator.comparingInt((Entry entry) -> -entry.priority()).thenComparingLong(Entry::number));

    @GuardedBy("this")
    private final Set<Slot> held = new HashSet<>();

    @GuardedBy("this")
    private int busy;

    @GuardedBy("this")
    private int running;

    @GuardedBy("this")
    private long count;

    @GuardedBy("this")
    private boolean closed;

    RunQueue(Executor threads, int width) {
        this.threads = threads;
        this.width = width;
    }

    void add(int priority, Predicate<Slot> task, Runnable dropped) {
        @Nullable Entry first;
        synchronized (this) {
            if (!closed) {
                waiting.add(new Entry(priority, count++, task, dropped));
            }
            first = closed || busy >= width ? null : waiting.poll();
            busy += first == null ? 0 : 1;
            if (!closed && first == null) {
                return;
            }
        }
        if (first == null) {
            dropped.run();
        } else {
            start(first);
        }
    }

    private void start(Entry first) {
        synchronized (this) {
            running++;
        }
        try {
            threads.execute(() -> loop(first));
        } catch (RejectedExecutionException e) {
            synchronized (this) {
                running--;
                busy--;
                notifyAll();
            }
            first.dropped().run();
        }
    }

    private void loop(Entry first) {
        @Nullable Entry next = first;
        try {
            while (next != null) {
                Slot slot = new Slot();
                synchronized (this) {
                    held.add(slot);
                }
                boolean over = true;
                try {
                    over = next.task().test(slot);
                } finally {
                    synchronized (this) {
                        next = over ? leave(slot) : null;
                    }
                }
            }
        } finally {
            synchronized (this) {
                running--;
                notifyAll();
            }
        }
    }

    /** Frees a place; gives who gets it at once. */
    @GuardedBy("this")
    private @Nullable Entry leave(Slot slot) {
        if (!held.remove(slot)) {
            return null;
        }
        @Nullable Entry next = waiting.poll();
        busy -= next == null ? 1 : 0;
        return next;
    }

    /** Starts nothing any more; what waits is dropped. */
    void close() {
        List<Entry> left;
        synchronized (this) {
            closed = true;
            left = new ArrayList<>(waiting);
            waiting.clear();
        }
        left.forEach(entry -> entry.dropped().run());
    }

    /** Waits until nothing runs, or so long; false where something still does. An interrupt is kept for later. */
    boolean awaitIdle(long nanos) {
        long end = System.nanoTime() + nanos;
        boolean interrupted = false;
        synchronized (this) {
            while (running > 0 && end - System.nanoTime() > 0) {
                try {
                    TimeUnit.NANOSECONDS.timedWait(this, Math.max(1_000_000, end - System.nanoTime()));
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            return running == 0;
        }
    }
}
