package org.jobledger.engine.ledger;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets the only caller who waits stay awake for a moment: where a disk forces in a tenth of a millisecond, waking a thread whose processor
 * has gone to sleep meanwhile takes half as long again. Where several wait, they share a force and nobody stays awake. Thread-safe.
 */
final class LoneCaller {
    private static final long AWAKE_NANOS = 250_000;
    /** So often nobody stays awake after it was in vain: on a slow disk, or where others want the processors. */
    private static final int SLEEPS_AFTER_VAIN = 100;

    private static final boolean ONE_IS_FREE = Runtime.getRuntime().availableProcessors() > 1;

    private final AtomicInteger waiting = new AtomicInteger();
    /** How often to sleep at once; a count that is lost between threads does no harm. */
    private volatile int sleeps;

    /** Somebody begins to wait; returns when the answer is there, or he had better sleep until it is. */
    void begins(CompletableFuture<?> answer) {
        if (waiting.incrementAndGet() > 1 || !ONE_IS_FREE) {
            return;
        }
        int left = sleeps;
        if (left > 0) {
            sleeps = left - 1;
        } else if (!cameInTime(answer)) {
            sleeps = SLEEPS_AFTER_VAIN;
        }
    }

    /** Somebody waits no more. */
    void ends() {
        waiting.decrementAndGet();
    }

    /** Whether the answer came, or somebody else who waits for one. */
    private boolean cameInTime(CompletableFuture<?> answer) {
        long begin = System.nanoTime();
        while (!answer.isDone() && waiting.get() == 1) {
            if (System.nanoTime() - begin >= AWAKE_NANOS) {
                return false;
            }
            Thread.onSpinWait();
        }
        return true;
    }
}
