package org.jobledger.engine.runtime;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The engine's own threads: made when they are wanted, named before they run anything, ended when they have had nothing to do for a minute.
 * The one that was busy last comes first. Thread-safe; no foreign code is called under its monitor.
 */
final class WorkerThreads implements JobThreads {
    private static final long LONGEST_IDLE_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final String prefix;

    @GuardedBy("this")
    private final Deque<Worker> idle = new ArrayDeque<>();

    @GuardedBy("this")
    private int count;

    @GuardedBy("this")
    private boolean closed;

    /** No threads yet; their names will be the prefix and a number. */
    WorkerThreads(String prefix) {
        this.prefix = prefix;
    }

    @Override
    public Kept keep() {
        int number;
        synchronized (this) {
            if (closed) {
                throw new RejectedExecutionException("the threads " + prefix + "N have ended");
            }
            Worker known = idle.poll();
            if (known != null) {
                return known;
            }
            number = ++count;
        }
        Worker made = new Worker(prefix + number);
        made.thread.start();
        return made;
    }

    @Override
    public void execute(Runnable task) {
        keep().run(task);
    }

    /** Ends those that have nothing to do, and the others when they have not. */
    void close() {
        List<Worker> ending;
        synchronized (this) {
            closed = true;
            ending = new ArrayList<>(idle);
            idle.clear();
        }
        ending.forEach(Worker::end);
    }

    /** True where it may wait for the next task. */
    private synchronized boolean waits(Worker worker) {
        if (!closed) {
            idle.push(worker);
        }
        return !closed;
    }

    /** True where nobody has kept it meanwhile. */
    private synchronized boolean leaves(Worker worker) {
        return idle.remove(worker);
    }

    /** A thread and the task that it is given next. */
    private final class Worker implements Kept, Runnable {
        private final Thread thread;
        private final AtomicReference<@Nullable Runnable> given = new AtomicReference<>();
        private volatile boolean ending;

        Worker(String name) {
            thread = new Thread(this, name);
            thread.setDaemon(true);
        }

        @Override
        public String name() {
            return thread.getName();
        }

        @Override
        public void run(Runnable task) {
            given.set(task);
            LockSupport.unpark(thread);
        }

        @Override
        public void giveBack() {
            if (!waits(this)) {
                end();
            }
        }

        void end() {
            ending = true;
            LockSupport.unpark(thread);
        }

        @Override
        public void run() {
            @Nullable Runnable task = next();
            while (task != null) {
                task.run();
                task = waits(this) ? next() : null;
            }
        }

        /** Waits for the next task; null where it is to end. */
        private @Nullable Runnable next() {
            long since = System.nanoTime();
            @Nullable Runnable task = given.getAndSet(null);
            while (task == null && !ending) {
                LockSupport.parkNanos(this, LONGEST_IDLE_NANOS);
                boolean unused = Thread.interrupted();
                task = given.getAndSet(null);
                ending |= task == null && System.nanoTime() - since >= LONGEST_IDLE_NANOS && leaves(this);
            }
            return task;
        }
    }
}
