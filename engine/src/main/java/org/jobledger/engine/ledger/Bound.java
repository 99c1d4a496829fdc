package org.jobledger.engine.ledger;

import java.io.ByteArrayInputStream;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/**
 * Values bound to a statement of H2 as they are. Jdbi's own binding searches a type's form for each value, and would send times without
 * their zone.
 */
final class Bound {
    private static final int LONGEST_IN_ROW = 1_000_000;

    private Bound() {}

    /** Adds a row to a batch. Takes null, Long, Integer, Boolean, String, byte[] and Instant. */
    static void add(PreparedBatch batch, @Nullable Object... values) {
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            batch.bind(i, (int at, PreparedStatement statement, StatementContext any) -> set(statement, at, value));
        }
        batch.add();
    }

    private static void set(PreparedStatement statement, int at, @Nullable Object value) throws SQLException {
        if (value == null) {
            statement.setNull(at, Types.NULL);
        } else if (value instanceof Long number) {
            statement.setLong(at, number);
        } else if (value instanceof Integer number) {
            statement.setInt(at, number);
        } else if (value instanceof byte[] bytes) {
            setBytes(statement, at, bytes);
        } else if (value instanceof Instant time) {
            statement.setObject(at, OffsetDateTime.ofInstant(time, ZoneOffset.UTC));
        } else {
            statement.setObject(at, value);
        }
    }

    private static void setBytes(PreparedStatement statement, int at, byte[] bytes) throws SQLException {
        if (bytes.length <= LONGEST_IN_ROW) {
            statement.setBytes(at, bytes);
        } else {
            statement.setBinaryStream(at, new ByteArrayInputStream(bytes), bytes.length);
        }
    }
}
