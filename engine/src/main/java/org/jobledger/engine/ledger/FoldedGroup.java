package org.jobledger.engine.ledger;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Events that follow each other, and what they change in the tables.
 *
 * @param events the events; none at the end of a log
 * @param changes what they change
 * @param estimates the estimates behind them where they are to be saved, else null; see {@link EstimateRows}
 */
@SuppressWarnings("ArrayRecordComponent") // written once and never compared
record FoldedGroup(List<StoredEvent> events, TableChanges changes, byte @Nullable [] estimates) {

    boolean isEmpty() {
        return events.isEmpty();
    }

    /** Where the tables stand behind it. */
    Head head() {
        return Head.of(events.get(events.size() - 1));
    }
}
