package org.jobledger.engine.ledger;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of events that a test has at hand. */
record FixedRows(List<StoredEvent> log) implements TablesSnapshot {
    @Override
    public Head head() {
        return Head.of(log.get(log.size() - 1));
    }

    @Override
    public EventCursor events(long firstPosition) {
        List<StoredEvent> left = new ArrayList<>(log.subList((int) firstPosition - 1, log.size()));
        return new EventCursor() {
            @Override
            public @Nullable StoredEvent next() {
                return left.isEmpty() ? null : left.remove(0);
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public List<String> tables() {
        return List.of();
    }

    @Override
    public RowCursor rows(String table) {
        throw new IllegalArgumentException(table);
    }

    @Override
    public void close() {}
}
