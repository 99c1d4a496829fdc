package org.jobledger.engine.ledger;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;

/**
 * A log as far as the live state shows it: an event that is durable is seen here only when those who ask the engine see what it did.
 * Thread-safe.
 */
final class ShownLog implements ForcedLog {
    private final ForcedLog log;

    @GuardedBy("this")
    private long shown;

    /** All that a log has now is shown. */
    ShownLog(ForcedLog log) {
        this.log = log;
        this.shown = log.forcedPosition();
    }

    /** From now on what comes up to a position is shown. */
    synchronized void show(long position) {
        shown = position;
        notifyAll();
    }

    @Override
    public synchronized long forcedPosition() {
        return shown;
    }

    @Override
    public synchronized boolean awaitForced(long beyondPosition, Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (shown <= beyondPosition) {
            long millis = (deadline - System.nanoTime()) / 1_000_000;
            if (millis <= 0) {
                return false;
            }
            wait(millis);
        }
        return true;
    }

    /** Reads from a position on. The cursor may come upon events that are not shown yet. */
    @Override
    public EventCursor read(long firstPosition) {
        return log.read(firstPosition);
    }
}
