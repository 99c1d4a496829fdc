package org.jobledger.engine.ledger;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Lets one thread wait for a log, and others wake it. The waiting thread is interrupted only while it waits, never while it uses a
 * database. Thread-safe.
 */
final class Alarm {
    @GuardedBy("this")
    private boolean rung;

    @GuardedBy("this")
    private @Nullable Thread waiting;

    /** Waits until the log has more than a position, the time has passed, or the alarm rings or has rung since the last wait. */
    void awaitForced(ForcedLog log, long beyondPosition, Duration atMost) {
        if (!beginWait()) {
            return;
        }
        try {
            log.awaitForced(beyondPosition, atMost);
        } catch (InterruptedException e) {
            // It rang; that is all there is to know, and the thread goes on with its work.
            return;
        } finally {
            endWait();
        }
    }

    /** Waits until the time has passed, or the alarm rings or has rung since the last wait. */
    synchronized void await(Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        long millis = atMost.toMillis();
        while (!rung && millis > 0) {
            try {
                wait(millis);
            } catch (InterruptedException e) {
                throw new IllegalStateException("nobody interrupts this thread", e);
            }
            millis = (deadline - System.nanoTime()) / 1_000_000;
        }
        rung = false;
    }

    /** Wakes the waiting thread, or spares it its next wait. */
    synchronized void ring() {
        rung = true;
        notifyAll();
        if (waiting != null) {
            waiting.interrupt();
        }
    }

    private synchronized boolean beginWait() {
        if (rung) {
            rung = false;
            return false;
        }
        waiting = Thread.currentThread();
        return true;
    }

    private synchronized void endWait() {
        waiting = null;
        if (rung) {
            rung = false;
            Thread.interrupted();
        }
    }
}
