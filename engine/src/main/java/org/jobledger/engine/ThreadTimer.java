package org.jobledger.engine;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor.DiscardPolicy;
import java.util.concurrent.TimeUnit;

/** A timer by the clock of this machine, with one thread. */
final class ThreadTimer implements EngineTimer {
    private final ScheduledThreadPoolExecutor thread;

    ThreadTimer(String threadName) {
        thread = new ScheduledThreadPoolExecutor(
                1,
                task -> {
                    Thread made = new Thread(task, threadName);
                    made.setDaemon(true);
                    return made;
                },
                new DiscardPolicy());
        thread.setRemoveOnCancelPolicy(true);
    }

    @Override
    public Runnable after(Duration delay, Runnable task) {
        Future<?> called = thread.schedule(task, nanos(delay), TimeUnit.NANOSECONDS);
        return () -> called.cancel(false);
    }

    @Override
    public void every(Duration period, Runnable task) {
        Future<?> unused = thread.scheduleWithFixedDelay(task, nanos(period), nanos(period), TimeUnit.NANOSECONDS);
    }

    private static long nanos(Duration time) {
        try {
            return time.toNanos();
        } catch (ArithmeticException e) {
            return Long.MAX_VALUE / 4;
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
