package org.jobledger.engine.ledger;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jobledger.engine.QueryException;

/**
 * The few threads that read H2 for everybody: nobody has a reference to them, so nobody interrupts them, and no read of a caller whose
 * thread is interrupted can close the database. Thread-safe.
 */
final class ReaderThreads implements AutoCloseable {
    private static final int LONGEST_QUEUE = 1000;
    private static final int IDLE_SECONDS = 10;

    private final ThreadPoolExecutor threads;

    ReaderThreads(String name, int count) {
        threads = new ThreadPoolExecutor(
                count, count, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(LONGEST_QUEUE), named(name));
        threads.allowCoreThreadTimeOut(true);
    }

    /** Reads, however long it takes; an interrupt of the caller is kept for later. For reads that are short. */
    <T> T read(Callable<T> reading) {
        Future<T> answer = submit(reading);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return get(answer);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * Reads until the caller is interrupted; its interrupt flag stays set.
     *
     * @param giveUp stops the reading from outside
     * @throws QueryException if interrupted
     */
    <T> T readUnlessInterrupted(Callable<T> reading, Runnable giveUp) {
        Future<T> answer = submit(reading);
        try {
            return get(answer);
        } catch (InterruptedException e) {
            giveUp.run();
            Thread.currentThread().interrupt();
            throw new QueryException("the thread was interrupted while it waited for the answer", e);
        }
    }

    /** Lets what runs come to its end, and takes no more. */
    @Override
    public void close() {
        threads.shutdown();
    }

    private <T> Future<T> submit(Callable<T> reading) {
        try {
            return threads.submit(reading);
        } catch (RejectedExecutionException e) {
            if (threads.isShutdown()) {
                throw new ClosedTablesException(e);
            }
            throw new QueryException(LONGEST_QUEUE + " readers wait already", e);
        }
    }

    private static <T> T get(Future<T> answer) throws InterruptedException {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException told) {
                throw told;
            }
            throw new IllegalStateException("reading the tables failed: " + e.getCause(), e.getCause());
        }
    }

    private static ThreadFactory named(String name) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
