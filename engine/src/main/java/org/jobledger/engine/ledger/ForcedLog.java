package org.jobledger.engine.ledger;

import java.time.Duration;

/** A log as those see it who may only see what is durable: the projector, subscribers and the audit. Thread-safe. */
public interface ForcedLog {

    /** The last position that is durable, 0 where there is none. */
    long forcedPosition();

    /**
     * Waits until a position is durable that lies beyond the one given.
     *
     * @return false where the time has passed first
     * @throws InterruptedException if interrupted
     */
    boolean awaitForced(long beyondPosition, Duration atMost) throws InterruptedException;

    /** Reads from a position on. The cursor belongs to one thread, which nobody interrupts. */
    EventCursor read(long firstPosition);
}
