package org.jobledger.engine.audit;

import java.util.HexFormat;
import org.jobledger.engine.Anchor;
import org.jobledger.engine.ledger.StoredEvent;
import org.jspecify.annotations.Nullable;

/** Whether the journal still holds what was its head when an anchor was noted: nothing before was rewritten, nothing up to it cut off. */
final class AnchorCheck extends EventCheck {
    private final Anchor anchor;
    private long last;

    AnchorCheck(Anchor anchor) {
        super("journal holds the anchor at position " + anchor.position());
        this.anchor = anchor;
    }

    @Override
    @Nullable
    String objection(StoredEvent event) {
        last = event.position();
        if (event.position() != anchor.position()) {
            return null;
        }
        if (!HexFormat.of().formatHex(event.hash()).equals(anchor.hash())) {
            return "another hash was noted: this event, or one before it, is not what it was";
        }
        return anchor.epoch() == 0 || anchor.epoch() == event.epoch()
                ? null
                : "epoch " + anchor.epoch() + " was noted, it is " + event.epoch();
    }

    @Override
    @Nullable
    String objectionAtEnd() {
        return last >= anchor.position()
                ? null
                : "position " + (last + 1) + ": the history ends before it, but had position " + anchor.position()
                        + " when the anchor was noted";
    }
}
