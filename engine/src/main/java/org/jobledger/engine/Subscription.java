package org.jobledger.engine;

import java.time.Duration;
import java.util.Optional;

/**
 * A listener's place in the log of a ledger: it hears all events from a position on, first those that are recorded, then those that come.
 * Thread-safe.
 *
 * <p>Each subscription reads the journal on a thread of its own, so that nothing queues up for a slow listener and nobody waits for it.
 * A listener that keeps the position of the last event with what it made of it goes on after a restart with
 * {@link JobEngine#subscribe} at the position after it, and misses and repeats nothing.
 */
public interface Subscription extends AutoCloseable {

    /** Whether the listener hears of more. */
    enum State {
        /** It does. */
        ACTIVE,
        /** Somebody closed the subscription or the engine. */
        CLOSED,
        /** The listener threw, or the log could not be read: see {@link #failure()}. */
        FAILED
    }

    /** The position of the last event that the listener has dealt with; the one before the first where there is none yet. */
    long position();

    /** Whether the listener hears of more. */
    State state();

    /** What ended the subscription, where it failed. */
    Optional<Throwable> failure();

    /**
     * Waits until the listener has dealt with an event.
     *
     * @return false where the time has passed, or the subscription has ended, before
     * @throws InterruptedException if the waiting thread is interrupted
     */
    boolean await(long position, Duration atMost) throws InterruptedException;

    /**
     * Ends it: when this returns no call of the listener begins any more, though one that has begun may go on. May be called by the
     * listener itself. Done twice, it does nothing.
     */
    @Override
    void close();
}
