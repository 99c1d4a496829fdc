package org.jobledger.engine.audit;

import java.util.ArrayList;
import java.util.List;
import org.jobledger.engine.Verification.Check;
import org.jobledger.engine.ledger.Projection;
import org.jobledger.engine.ledger.RowCursor;
import org.jobledger.engine.ledger.StoredEvent;
import org.jobledger.engine.ledger.TablesSnapshot;
import org.jobledger.engine.ledger.UnreadableHistoryException;
import org.jspecify.annotations.Nullable;

/** Whether the tables are what a replay of the journal into empty ones comes to. One thread. */
final class ReplayCheck implements AutoCloseable {
    private static final int GROUP = 2000;
    private static final long GROUP_BYTES = 16L * 1024 * 1024;

    private final TablesSnapshot tables;
    private final Projection replay = Projection.inMemoryWithoutEvents();
    private final List<StoredEvent> group = new ArrayList<>();
    private long bytes;
    private @Nullable String fault;

    ReplayCheck(TablesSnapshot tables) {
        this.tables = tables;
    }

    void see(StoredEvent event) {
        if (fault == null && event.position() <= tables.head().position()) {
            group.add(event);
            bytes += event.payload().length;
            if (group.size() == GROUP || bytes >= GROUP_BYTES) {
                apply();
            }
        }
    }

    /** One result for each table; before each somebody is told. */
    List<Check> results(Runnable beforeEach) {
        apply();
        if (fault != null) {
            return List.of(new Check("tables equal a replay", false, fault));
        }
        try (TablesSnapshot replayed = replay.snapshot()) {
            return tables.tables().stream()
                    .map(table -> {
                        beforeEach.run();
                        return compare(table, replayed);
                    })
                    .toList();
        }
    }

    @Override
    public void close() {
        replay.close();
    }

    private void apply() {
        try {
            replay.apply(group);
        } catch (UnreadableHistoryException | IllegalArgumentException e) {
            fault = "the journal cannot be replayed: " + e.getMessage();
        }
        group.clear();
        bytes = 0;
    }

    private Check compare(String table, TablesSnapshot replayed) {
        String name = "table " + table + " equals a replay";
        long rows = 0;
        try (RowCursor found = tables.rows(table);
                RowCursor expected = replayed.rows(table)) {
            while (true) {
                String row = found.next();
                String right = expected.next();
                if (row == null && right == null) {
                    return new Check(name, true, rows + " rows");
                }
                if (row == null || !row.equals(right)) {
                    return new Check(name, false, "found " + shown(row) + "; a replay gives " + shown(right));
                }
                rows++;
            }
        }
    }

    private static String shown(@Nullable String row) {
        return row == null ? "no more row" : "[" + row + "]";
    }
}
