package org.jobledger.engine.runtime;

import java.util.List;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.ledger.LedgerCommand;

/** What a call of a handler came to. */
sealed interface Outcome {
    /**
     * It returned.
     *
     * @param result what it returned; an undo returns nothing
     * @param changes what it has said is to be recorded with that
     */
    record Returned(Document result, List<LedgerCommand.Define> changes) implements Outcome {
        /** It returned, and nothing is to be recorded with that. */
        Returned(Document result) {
            this(result, List.of());
        }
    }

    /** It threw something. */
    record Threw(Throwable error) implements Outcome {}
}
