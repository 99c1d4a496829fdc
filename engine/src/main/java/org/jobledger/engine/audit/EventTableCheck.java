package org.jobledger.engine.audit;

import java.util.Arrays;
import org.jobledger.engine.ledger.EventCursor;
import org.jobledger.engine.ledger.StoredEvent;
import org.jobledger.engine.ledger.TablesSnapshot;
import org.jspecify.annotations.Nullable;

/** Whether the event table holds exactly the events of the journal, up to the head of the tables. */
final class EventTableCheck extends EventCheck implements AutoCloseable {
    private final long head;
    private final EventCursor rows;
    private long lastEvent;

    EventTableCheck(TablesSnapshot tables) {
        super("event table equals the journal");
        this.head = tables.head().position();
        this.rows = tables.events(1);
    }

    @Override
    @Nullable
    String objection(StoredEvent event) {
        if (event.position() > head) {
            return null;
        }
        lastEvent = event.position();
        StoredEvent row = rows.next();
        return row == null ? "the table has no row for it" : difference(event, row);
    }

    @Override
    @Nullable
    String objectionAtEnd() {
        StoredEvent row = rows.next();
        return row == null
                ? null
                : "position " + row.position() + ": the table has a row, the journal ends at " + lastEvent;
    }

    @Override
    public void close() {
        rows.close();
    }

    private static @Nullable String difference(StoredEvent event, StoredEvent row) {
        if (row.position() != event.position()) {
            return "the table has position " + row.position() + " in its place";
        }
        if (!Arrays.equals(event.hash(), row.hash())) {
            return "the hash differs";
        }
        if (!Arrays.equals(event.payload(), row.payload()) || !Arrays.equals(event.salt(), row.salt())) {
            return "the payload differs";
        }
        boolean same = event.epoch() == row.epoch()
                && event.atMicros() == row.atMicros()
                && event.jobId() == row.jobId()
                && event.jobVersion() == row.jobVersion()
                && event.typeCode() == row.typeCode()
                && event.schema() == row.schema();
        return same ? null : "the header differs";
    }
}
