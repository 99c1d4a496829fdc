package org.jobledger.engine.runtime;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The jobs that could run and have no thread yet, by priority and then in the order in which they came; so many run at a time. Thread-safe;
 * no foreign code is called under its monitor.
 */
final class RunQueue {

    /** Who runs the jobs that have a place. */
    interface Runs {
        /**
         * Runs a job in its place, on a thread of the executor.
         *
         * @return false where the place stays taken after the return, until it is freed
         */
        boolean run(LiveJob job, Slot slot);

        /** The queue was closed: the job does not run. */
        void dropped(LiveJob job);

        /** No thread could be had for a job. It waits in front again; {@link RunQueue#fill} is to be called in a while. */
        void noThread(LiveJob job, Throwable why);
    }

    /** A place among those that run at a time. */
    final class Slot {
        private @Nullable LiveJob follower;

        /** Gives the place to another one, though its thread is still busy: that one is given up. Done twice, it does nothing. */
        void free() {
            @Nullable LiveJob next;
            synchronized (RunQueue.this) {
                next = leave(this);
            }
            if (next != null) {
                boolean unused = start(next);
            }
        }

        /**
         * Takes the job that follows in this place, while the one before still ends: it is next to run here, whatever comes. Null where none
         * waits, or the place was given up.
         */
        @Nullable
        LiveJob follower() {
            synchronized (RunQueue.this) {
                if (follower == null && held.contains(this)) {
                    follower = poll();
                }
                return follower;
            }
        }
    }

    /** A place and a thread that are kept for a job that is being accepted: one of the two methods is called, once. */
    final class KeptPlace {
        private final JobThreads.Kept thread;

        private KeptPlace(JobThreads.Kept thread) {
            this.thread = thread;
        }

        /** The name of the thread. */
        String worker() {
            return thread.name();
        }

        void run(LiveJob job) {
            thread.run(() -> loop(job));
        }

        /** The job was not accepted. */
        void giveUp() {
            thread.giveBack();
            @Nullable LiveJob next;
            synchronized (RunQueue.this) {
                ranLast();
                next = poll();
                busy -= next == null ? 1 : 0;
            }
            if (next != null) {
                boolean unused = start(next);
            }
        }
    }

    private final JobThreads threads;
    private final int width;
    private final Runs runs;

    /** By priority, the greatest first; no queue is empty. There are few priorities, and often many jobs of each. */
    @GuardedBy("this")
    private final NavigableMap<Integer, Deque<LiveJob>> waiting = new TreeMap<>(Comparator.reverseOrder());

    @GuardedBy("this")
    private final Set<Slot> held = new HashSet<>();

    @GuardedBy("this")
    private int busy;

    @GuardedBy("this")
    private int running;

    @GuardedBy("this")
    private boolean closed;

    RunQueue(JobThreads threads, int width, Runs runs) {
        this.threads = threads;
        this.width = width;
        this.runs = runs;
    }

    void add(LiveJob job) {
        @Nullable LiveJob first;
        synchronized (this) {
            if (!closed) {
                waiting.computeIfAbsent(job.terms().priority(), priority -> new ArrayDeque<>())
                        .add(job);
            }
            first = closed || busy >= width ? null : poll();
            busy += first == null ? 0 : 1;
            if (!closed && first == null) {
                return;
            }
        }
        if (first == null) {
            runs.dropped(job);
        } else {
            boolean unused = start(first);
        }
    }

    /** A place with a thread that is known by name; null where none is free, or its thread cannot be known before. */
    @Nullable
    KeptPlace keep() {
        JobThreads.@Nullable Kept thread;
        try {
            thread = hasPlace() ? threads.keep() : null;
        } catch (RejectedExecutionException e) {
            thread = null;
        }
        if (thread == null) {
            return null;
        }
        synchronized (this) {
            if (!closed && busy < width) {
                busy++;
                running++;
                return new KeptPlace(thread);
            }
        }
        thread.giveBack();
        return null;
    }

    private synchronized boolean hasPlace() {
        return !closed && busy < width;
    }

    /** Starts jobs that wait as long as there are places and threads for them. */
    void fill() {
        boolean started = true;
        while (started) {
            @Nullable LiveJob first;
            synchronized (this) {
                first = busy >= width ? null : poll();
                busy += first == null ? 0 : 1;
            }
            started = first != null && start(first);
        }
    }

    /** False where no thread could be had: it waits again, and its place is free. */
    private boolean start(LiveJob first) {
        synchronized (this) {
            running++;
        }
        // Who hands a task over may fail all the same, before or after it was begun: one of the two counts.
        AtomicBoolean settled = new AtomicBoolean();
        try {
            threads.execute(() -> {
                if (settled.compareAndSet(false, true)) {
                    loop(first);
                }
            });
            return true;
        } catch (RuntimeException | Error e) {
            if (!settled.compareAndSet(false, true)) {
                throw e;
            }
            notStarted(first, e);
            return false;
        }
    }

    private void notStarted(LiveJob job, Throwable why) {
        boolean over;
        synchronized (this) {
            over = closed;
            if (!over) {
                waiting.computeIfAbsent(job.terms().priority(), priority -> new ArrayDeque<>())
                        .addFirst(job);
            }
            busy--;
            ranLast();
        }
        if (over) {
            runs.dropped(job);
        } else {
            runs.noThread(job, why);
        }
    }

    private void loop(LiveJob first) {
        @Nullable LiveJob next = first;
        try {
            while (next != null) {
                next = turn(next);
            }
        } finally {
            synchronized (this) {
                ranLast();
            }
        }
    }

    /** Runs one job; gives the one that follows in its place. */
    private @Nullable LiveJob turn(LiveJob job) {
        Slot slot = new Slot();
        synchronized (this) {
            held.add(slot);
        }
        boolean over;
        try {
            over = runs.run(job, slot);
        } catch (RuntimeException | Error e) {
            // This thread is lost; who follows gets another one.
            slot.free();
            throw e;
        }
        synchronized (this) {
            return over ? leave(slot) : null;
        }
    }

    /** Frees a place; gives who gets it at once. */
    @GuardedBy("this")
    private @Nullable LiveJob leave(Slot slot) {
        if (!held.remove(slot)) {
            return null;
        }
        @Nullable LiveJob next = slot.follower == null ? poll() : slot.follower;
        busy -= next == null ? 1 : 0;
        return next;
    }

    @GuardedBy("this")
    private @Nullable LiveJob poll() {
        Map.Entry<Integer, Deque<LiveJob>> first = waiting.firstEntry();
        if (first == null) {
            return null;
        }
        LiveJob next = first.getValue().remove();
        if (first.getValue().isEmpty()) {
            waiting.remove(first.getKey());
        }
        return next;
    }

    @GuardedBy("this")
    private void ranLast() {
        running--;
        notifyAll();
    }

    /** Starts nothing any more; what waits is dropped. */
    void close() {
        List<LiveJob> left = new ArrayList<>();
        synchronized (this) {
            closed = true;
            waiting.values().forEach(left::addAll);
            waiting.clear();
        }
        left.forEach(runs::dropped);
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
