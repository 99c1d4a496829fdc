package org.jobledger.engine.ledger;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All that tables hold, for tests that compare them. */
public final class Tables {
    private Tables() {}

    /** Puts events into tables, some at a time. */
    public static void fill(Projection tables, List<StoredEvent> events, int groupSize) {
        for (int i = 0; i < events.size(); i += groupSize) {
            tables.apply(events.subList(i, Math.min(events.size(), i + groupSize)));
        }
    }

    /** The rows of all tables by name, and the events as text under "EVENT". */
    public static Map<String, List<String>> contents(TablesSnapshot open) {
        Map<String, List<String>> contents = new LinkedHashMap<>();
        try (TablesSnapshot snapshot = open) {
            List<String> events = new ArrayList<>();
            try (EventCursor cursor = snapshot.events(1)) {
                for (StoredEvent event = cursor.next(); event != null; event = cursor.next()) {
                    events.add(text(event));
                }
            }
            contents.put("EVENT", events);
            for (String table : snapshot.tables()) {
                List<String> rows = new ArrayList<>();
                try (RowCursor cursor = snapshot.rows(table)) {
                    for (String row = cursor.next(); row != null; row = cursor.next()) {
                        rows.add(row);
                    }
                }
                contents.put(table, rows);
            }
        }
        return contents;
    }

    /** The same of tables that were never anywhere but in memory. */
    public static Map<String, List<String>> expected(List<StoredEvent> events) {
        try (Projection fresh = Projection.inMemory()) {
            fill(fresh, events, 1000);
            return contents(fresh.snapshot());
        }
    }

    /** An event with the contents of its arrays. */
    public static String text(StoredEvent event) {
        return List.of(
                        event.position(),
                        event.epoch(),
                        event.atMicros(),
                        event.jobId(),
                        event.jobVersion(),
                        event.typeCode(),
                        event.schema(),
                        HexFormat.of().formatHex(event.salt()),
                        HexFormat.of().formatHex(event.payload()),
                        HexFormat.of().formatHex(event.hash()))
                .toString();
    }
}
