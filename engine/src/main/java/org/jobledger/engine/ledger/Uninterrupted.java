package org.jobledger.engine.ledger;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Work on a thread that nobody interrupts, as an interrupt would close the files that it uses. Any thread may wait for its result; an
 * interrupt of one that waits is kept for later.
 *
 * @param <T> what it comes to
 */
final class Uninterrupted<T> {
    private final FutureTask<T> task;

    private Uninterrupted(Supplier<T> work) {
        this.task = new FutureTask<>(work::get);
    }

    /** Does it and waits for it. */
    static <T> T get(String threadName, Supplier<T> work) {
        return begin(threadName, work).get();
    }

    /** Begins it. */
    static <T> Uninterrupted<T> begin(String threadName, Supplier<T> work) {
        Uninterrupted<T> begun = new Uninterrupted<>(work);
        Thread thread = new Thread(begun.task, threadName);
        thread.setDaemon(true);
        thread.start();
        return begun;
    }

    /** What it came to, or throws what it threw. */
    T get() {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw unchecked(e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Waits until it has ended, however it did. */
    void await() {
        try {
            get();
        } catch (RuntimeException | Error e) {
            // Whoever asks for the result is told.
        }
    }

    private static RuntimeException unchecked(@Nullable Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException known ? known : new IllegalStateException(cause);
    }
}
