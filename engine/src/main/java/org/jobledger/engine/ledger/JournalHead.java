package org.jobledger.engine.ledger;

/**
 * The end of the history: its last position, and the chain hash there.
 *
 * @param position the last position, 0 before the first event
 * @param hash the chain hash of that event
 */
@SuppressWarnings("ArrayRecordComponent")
public record JournalHead(long position, byte[] hash) {
    static final JournalHead GENESIS = new JournalHead(0, Chain.genesis());
}
