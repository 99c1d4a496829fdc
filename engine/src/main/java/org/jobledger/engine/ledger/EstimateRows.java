package org.jobledger.engine.ledger;

import java.sql.Blob;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.ResultIterator;
import org.jobledger.engine.progress.Estimates;

/**
 * The projector's place in the estimates: they are saved now and then, and the events since are read again at the opening. Whether the row is
 * there, and how old it is, changes nothing in the other tables.
 */
final class EstimateRows {
    /** Reading so many events again takes some milliseconds, and saving about as much. */
    static final long SAVE_EVERY = 10_000;

    private static final String PUT = "MERGE INTO LEDGER.ESTIMATES (id, position, saved) KEY (id) VALUES (1, ?, ?)";

    private EstimateRows() {}

    private record Saved(long position, Estimates estimates) {}

    /** The estimates at the head of the tables. */
    static Estimates atHead(Handle reader) {
        Saved saved = reader.createQuery("SELECT position, saved FROM LEDGER.ESTIMATES WHERE id = 1")
                .map((row, any) -> {
                    Blob bytes = row.getBlob(2);
                    return new Saved(
                            row.getLong(1), Estimates.restore(bytes.getBytes(1, Math.toIntExact(bytes.length()))));
                })
                .findOne()
                .orElseGet(() -> new Saved(0, new Estimates()));
        try (ResultIterator<StoredEvent> since = reader.createQuery(EventRows.FROM_POSITION)
                .bind(0, saved.position() + 1)
                .map((row, any) -> EventRows.read(row))
                .iterator()) {
            since.forEachRemaining(event -> saved.estimates().apply(event.decode()));
        }
        return saved.estimates();
    }

    static void save(Handle writer, long position, byte[] saved) {
        try (RowBatch batch = RowBatch.of(writer, PUT)) {
            batch.add(position, saved);
            batch.execute();
        }
    }
}
