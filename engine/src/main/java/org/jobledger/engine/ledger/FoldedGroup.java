package org.jobledger.engine.ledger;

import java.util.List;

/**
 * Events that follow each other, and what they change in the tables.
 *
 * @param events the events; none at the end of a log
 * @param changes what they change
 */
record FoldedGroup(List<StoredEvent> events, TableChanges changes) {

    boolean isEmpty() {
        return events.isEmpty();
    }

    /** Where the tables stand behind it. */
    Head head() {
        return Head.of(events.get(events.size() - 1));
    }
}
