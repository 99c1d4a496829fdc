package org.jobledger.engine.kit;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jobledger.engine.EngineClock;
import org.jobledger.engine.EngineTimer;
import org.jspecify.annotations.Nullable;

/**
 * A clock that stands still until it is told to go on. What an engine does at a time, such as ending a wait or sampling progress, is done
 * by {@link #advance} on the thread that calls it, in the order of the times. Thread-safe.
 */
public final class VirtualClock implements EngineClock {
    /** Where every clock begins. */
    public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    /** Held while time passes, so that it passes for one caller after the other. */
    private final ReentrantLock passing = new ReentrantLock();

    @GuardedBy("this")
    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparingLong(Task::due).thenComparingLong(Task::number));

    @GuardedBy("this")
    private long nanos;

    @GuardedBy("this")
    private long added;

    private record Task(long due, long number, AtomicBoolean wanted, Runnable call) {}

    /** A clock at {@link #START}. */
    public VirtualClock() {}

    @Override
    public synchronized long nanoTime() {
        return nanos;
    }

    @Override
    public synchronized Instant instant() {
        return START.plusNanos(nanos);
    }

    /**
     * Lets time pass. When it returns, everything was called whose time has come.
     *
     * @throws IllegalArgumentException if the time is negative
     */
    public void advance(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("time does not go back: " + time);
        }
        passing.lock();
        try {
            long end = nanoTime() + time.toNanos();
            for (@Nullable Task next = nextUntil(end); next != null; next = nextUntil(end)) {
                next.call().run();
            }
            reach(end);
        } finally {
            passing.unlock();
        }
    }

    /** Takes out the next task that is due by then, and goes to its time. */
    private synchronized @Nullable Task nextUntil(long end) {
        @Nullable Task next = tasks.peek();
        while (next != null && !next.wanted().get()) {
            tasks.remove();
            next = tasks.peek();
        }
        if (next == null || next.due() > end) {
            return null;
        }
        tasks.remove();
        reach(next.due());
        return next;
    }

    private synchronized void reach(long then) {
        nanos = Math.max(nanos, then);
    }

    private synchronized void add(Duration delay, AtomicBoolean wanted, Runnable call) {
        long most = Long.MAX_VALUE / 4;
        long after = delay.compareTo(Duration.ofNanos(most)) < 0 ? delay.toNanos() : most;
        tasks.add(new Task(nanos + after, added++, wanted, call));
    }

    @Override
    public EngineTimer timer(String threadName) {
        return new VirtualTimer();
    }

    private final class VirtualTimer implements EngineTimer {
        private final AtomicBoolean open = new AtomicBoolean(true);

        @Override
        public Runnable after(Duration delay, Runnable task) {
            AtomicBoolean wanted = new AtomicBoolean(true);
            add(delay, wanted, () -> {
                if (open.get()) {
                    task.run();
                }
            });
            return () -> wanted.set(false);
        }

        @Override
        public void every(Duration period, Runnable task) {
            add(period, open, () -> {
                task.run();
                every(period, task);
            });
        }

        @Override
        public void close() {
            open.set(false);
        }
    }
}
