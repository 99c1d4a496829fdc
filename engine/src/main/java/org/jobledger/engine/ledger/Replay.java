package org.jobledger.engine.ledger;

import java.util.Arrays;
import org.jobledger.engine.LedgerDamagedException;
import org.jobledger.engine.UnknownFormatException;
import org.jobledger.engine.event.UnknownEventException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a log from its beginning into a state, checking every link of the chain on the way.
 *
 * @param head the end of the history
 * @param lastMicros the time of its last event, microseconds since 1970-01-01T00:00Z
 */
record Replay(JournalHead head, long lastMicros) {

    /**
     * Reads it.
     *
     * @throws LedgerDamagedException if an event is missing or does not follow the one before; the message names its position
     * @throws UnknownFormatException if an event is of a newer release
     */
    static Replay run(ForcedLog log, LiveState state) {
        Chain chain = new Chain();
        JournalHead head = JournalHead.GENESIS;
        long lastMicros = 0;
        try (EventCursor cursor = log.read(1)) {
            for (@Nullable StoredEvent event = cursor.next(); event != null; event = cursor.next()) {
                require(chain, head, event);
                state.apply(event.decode());
                head = new JournalHead(event.position(), event.hash());
                lastMicros = event.atMicros();
            }
        } catch (UnknownEventException e) {
            throw new UnknownFormatException("position " + (head.position() + 1) + ": " + e.getMessage(), e);
        }
        return new Replay(head, lastMicros);
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
