package org.jobledger.engine.audit;

import org.jobledger.engine.Verification;
import org.jobledger.engine.ledger.StoredEvent;
import org.jspecify.annotations.Nullable;

/** Looks at every event of a log in turn and remembers the first that is wrong. One thread. */
abstract class EventCheck {
    private final String name;
    private @Nullable String fault;
    private long seen;

    EventCheck(String name) {
        this.name = name;
    }

    /** What is wrong with the next event, or null. Not asked any more once something was wrong. */
    abstract @Nullable String objection(StoredEvent event);

    /** What is wrong once all events were seen, or null. */
    @Nullable
    String objectionAtEnd() {
        return null;
    }

    final void see(StoredEvent event) {
        if (fault == null) {
            fail(event.position(), objection(event));
            seen = event.position();
        }
    }

    /** Notes that something is wrong at a position, unless something was wrong before. */
    final void fail(long position, @Nullable String objection) {
        if (fault == null && objection != null) {
            fault = "position " + position + ": " + objection;
        }
    }

    final Verification.Check result() {
        String wrong = fault == null ? objectionAtEnd() : fault;
        return wrong == null
                ? new Verification.Check(name, true, "positions 1 to " + seen)
                : new Verification.Check(name, false, wrong);
    }
}
