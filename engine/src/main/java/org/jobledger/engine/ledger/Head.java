package org.jobledger.engine.ledger;

import java.util.Arrays;

/**
 * How far the tables of a ledger are.
 *
 * <p>The hash is not copied; nobody changes it.
 *
 * @param position the last position in them, 0 where there is none
 * @param epoch the epoch of that event, 0 where there is none
 * @param hash the chain hash of that event
 */
@SuppressWarnings("ArrayRecordComponent")
public record Head(long position, long epoch, byte[] hash) {
    /** The head of empty tables. */
    public static final Head NONE = new Head(0, 0, Chain.genesis());

    /** The head of tables that end with this event. */
    static Head of(StoredEvent event) {
        return new Head(event.position(), event.epoch(), event.hash());
    }

    /** Whether this event is the one that the tables end with. */
    boolean standsAt(StoredEvent event) {
        return position == event.position() && epoch == event.epoch() && Arrays.equals(hash, event.hash());
    }
}
