package org.jobledger.engine.audit;

import java.util.HexFormat;
import org.jobledger.engine.Anchor;
import org.jobledger.engine.ledger.Chain;
import org.jobledger.engine.ledger.EventCursor;
import org.jobledger.engine.ledger.ForcedLog;
import org.jobledger.engine.ledger.StoredEvent;
import org.jspecify.annotations.Nullable;

/** Anchors of logs. */
public final class Anchors {
    private Anchors() {}

    /**
     * The end of a log.
     *
     * @throws org.jobledger.engine.LedgerDamagedException if its last event cannot be read
     */
    public static Anchor headOf(ForcedLog log) {
        long position = log.forcedPosition();
        @Nullable StoredEvent last = null;
        if (position > 0) {
            try (EventCursor cursor = log.read(position)) {
                last = cursor.next();
            }
        }
        return last == null
                ? new Anchor(0, 0, HexFormat.of().formatHex(Chain.genesis()))
                : new Anchor(last.position(), last.epoch(), HexFormat.of().formatHex(last.hash()));
    }
}
