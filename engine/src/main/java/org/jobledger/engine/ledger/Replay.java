package org.jobledger.engine.ledger;

import java.util.Arrays;
import java.util.Optional;
import org.jobledger.engine.LedgerDamagedException;
import org.jobledger.engine.UnknownFormatException;
import org.jobledger.engine.event.UnknownEventException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a log into a state, checking every link of the chain on the way: from a snapshot where there is one, else from its beginning.
 *
 * @param head the end of the history
 * @param lastMicros the time of its last event, microseconds since 1970-01-01T00:00Z
 * @param read how many events were read
 */
record Replay(JournalHead head, long lastMicros, long read) {

    /**
     * Reads it.
     *
     * @throws LedgerDamagedException if an event is missing or does not follow the one before; the message names its position
     * @throws UnknownFormatException if an event is of a newer release
     */
    static Replay run(ForcedLog log, Optional<Snapshot> from, LiveState state) {
        Chain chain = new Chain();
        from.ifPresent(state::restore);
        JournalHead head = from.map(Snapshot::head).orElse(JournalHead.GENESIS);
        long lastMicros = from.map(Snapshot::atMicros).orElse(0L);
        long first = head.position() + 1;
        try (EventCursor cursor = log.read(first)) {
            for (@Nullable StoredEvent event = cursor.next(); event != null; event = cursor.next()) {
                require(chain, head, event);
                state.apply(event.decode());
                head = new JournalHead(event.position(), event.hash());
                lastMicros = event.atMicros();
            }
        } catch (UnknownEventException e) {
            throw new UnknownFormatException("position " + (head.position() + 1) + ": " + e.getMessage(), e);
        }
        return new Replay(head, lastMicros, head.position() + 1 - first);
    }

    private static void require(Chain chain, JournalHead head, StoredEvent event) {
        if (event.position() != head.position() + 1) {
            throw new LedgerDamagedException(
                    "position " + (head.position() + 1) + " is missing: position " + event.position() + " follows");
        }
        if (!Arrays.equals(chain.link(head.hash(), event), event.hash())) {
            throw new LedgerDamagedException("the event at position " + event.position()
                    + " does not follow from the one before: its hash is another");
        }
    }
}
