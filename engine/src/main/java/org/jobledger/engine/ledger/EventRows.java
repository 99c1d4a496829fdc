package org.jobledger.engine.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** The rows of the event table: exactly the events of the journal. */
final class EventRows {
    private static final String COLUMNS =
            "position, epoch, at, job_id, job_version, type_code, schema_version, salt, payload, hash";
    private static final String ROW = "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String INSERT = "INSERT INTO LEDGER.EVENT (" + COLUMNS + ") VALUES " + ROW;
    /** So many rows in one statement: beginning and ending a statement costs H2 a tenth of what a row does. */
    private static final int BLOCK = 50;

    private static final String INSERT_BLOCK = INSERT + (", " + ROW).repeat(BLOCK - 1);
    static final String FROM_POSITION =
            "SELECT " + COLUMNS + " FROM LEDGER.EVENT WHERE position >= ? ORDER BY position";
    private static final String OF_JOB =
            "SELECT " + COLUMNS + " FROM LEDGER.EVENT WHERE job_id = ? ORDER BY job_id, position";

    private EventRows() {}

    static void insert(Handle writer, List<StoredEvent> events) {
        int inBlocks = events.size() / BLOCK * BLOCK;
        insert(writer, INSERT_BLOCK, BLOCK, events.subList(0, inBlocks));
        insert(writer, INSERT, 1, events.subList(inBlocks, events.size()));
    }

    private static void insert(Handle writer, String sql, int rowsOfStatement, List<StoredEvent> events) {
        if (events.isEmpty()) {
            return;
        }
        try (RowBatch batch = RowBatch.of(writer, sql, rowsOfStatement)) {
            for (StoredEvent event : events) {
                batch.add(
                        event.position(),
                        event.epoch(),
                        event.at(),
                        event.jobId(),
                        event.jobVersion(),
                        event.typeCode(),
                        event.schema(),
                        event.salt(),
                        event.payload(),
                        event.hash());
            }
            batch.execute();
        }
    }

    static List<StoredEvent> ofJob(Handle reader, long jobId) {
        return reader.createQuery(OF_JOB)
                .bind(0, jobId)
                .map((row, any) -> read(row))
                .list();
    }

    static StoredEvent read(ResultSet row) throws SQLException {
        Instant at = row.getObject(3, OffsetDateTime.class).toInstant();
        return new StoredEvent(
                row.getLong(1),
                row.getLong(2),
                ChronoUnit.MICROS.between(Instant.EPOCH, at),
                row.getLong(4),
                row.getLong(5),
                row.getInt(6),
                row.getInt(7),
                row.getBytes(8),
                row.getBytes(9),
                row.getBytes(10));
    }
}
