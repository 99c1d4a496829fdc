package org.jobledger.engine.audit;

import java.util.Arrays;
import org.jobledger.engine.ledger.Head;
import org.jobledger.engine.ledger.StoredEvent;
import org.jspecify.annotations.Nullable;

/** Whether the head of the tables is an event of the journal. */
final class HeadCheck extends EventCheck {
    private final Head head;
    private long last;

    HeadCheck(Head head) {
        super("head of the tables is in the journal");
        this.head = head;
    }

    @Override
    @Nullable
    String objection(StoredEvent event) {
        last = event.position();
        boolean same = event.position() != head.position()
                || (event.epoch() == head.epoch() && Arrays.equals(event.hash(), head.hash()));
        return same ? null : "the head of the tables has another hash or epoch";
    }

    @Override
    @Nullable
    String objectionAtEnd() {
        return last >= head.position()
                ? null
                : "position " + head.position() + ": the tables stand there, but the journal ends at " + last;
    }
}
