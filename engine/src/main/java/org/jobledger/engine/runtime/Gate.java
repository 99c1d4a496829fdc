package org.jobledger.engine.runtime;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Where a handler rests while its job is paused or too fast. Whoever changes what it rests for signals; what holds is asked of the ledger
 * alone, so that of two signals the order does not matter. Interrupts are kept for later. Thread-safe.
 */
final class Gate {
    private volatile boolean look;

    @GuardedBy("this")
    private long signals;

    /** Something has changed that a handler may rest for. */
    synchronized void signal() {
        signals++;
        look = true;
        notifyAll();
    }

    /**
     * Rests while there is a reason; costs nanoseconds where nothing was signalled.
     *
     * @param reason asked again after each signal
     * @param whenResting told before it rests and, with false, after
     */
    void rest(BooleanSupplier reason, Resting whenResting) {
        if (!look) {
            return;
        }
        boolean interrupted = false;
        boolean resting = false;
        try {
            while (true) {
                long seen = seen();
                if (!reason.getAsBoolean()) {
                    return;
                }
                if (!resting) {
                    resting = true;
                    whenResting.changed(true);
                }
                interrupted |= awaitSignal(seen, Long.MAX_VALUE);
            }
        } finally {
            if (resting) {
                whenResting.changed(false);
            }
            restore(interrupted);
        }
    }

    /** Told that a rest begins and ends. */
    @FunctionalInterface
    interface Resting {
        /** It rests now, or does not any more. */
        void changed(boolean resting);
    }

    /** Waits until something is signalled that was not at {@link #mark}, or so long. */
    void await(long mark, long nanos) {
        restore(awaitSignal(mark, nanos));
    }

    /** What was signalled up to now. */
    synchronized long mark() {
        return signals;
    }

    private synchronized long seen() {
        look = false;
        return signals;
    }

    private synchronized boolean awaitSignal(long seen, long nanos) {
        boolean interrupted = false;
        long end = System.nanoTime() + nanos;
        while (signals == seen) {
            long left = nanos == Long.MAX_VALUE ? Long.MAX_VALUE : end - System.nanoTime();
            if (left <= 0) {
                break;
            }
            try {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        return interrupted;
    }

    private static void restore(boolean interrupted) {
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
