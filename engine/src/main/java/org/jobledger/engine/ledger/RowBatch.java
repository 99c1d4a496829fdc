package org.jobledger.engine.ledger;

import java.io.ByteArrayInputStream;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Rows for one statement, bound as they are and sent together. For one thread, within a transaction of its session.
 *
 * <p>Not a batch of Jdbi, which keeps an object for each value and searches its form: measured, that costs more than all that H2 does for
 * the row. It would also send times without their zone.
 */
final class RowBatch implements AutoCloseable {
    private static final int LONGEST_IN_ROW = 1_000_000;

    private final PreparedStatement statement;
    private final int rowsOfStatement;
    private int bound;
    private int rows;

    private RowBatch(PreparedStatement statement, int rowsOfStatement) {
        this.statement = statement;
        this.rowsOfStatement = rowsOfStatement;
    }

    /**
     * A batch without rows.
     *
     * @throws IllegalStateException here and in the other methods, if H2 fails
     */
    static RowBatch of(Handle writer, String sql) {
        return of(writer, sql, 1);
    }

    /** The same for a statement that takes so many rows at once; as many, or a multiple of it, must be added. */
    static RowBatch of(Handle writer, String sql, int rowsOfStatement) {
        try {
            return new RowBatch(writer.getConnection().prepareStatement(sql), rowsOfStatement);
        } catch (SQLException e) {
            throw trouble(e);
        }
    }

    /** Adds a row. Takes null, Long, Integer, Boolean, String, byte[] and Instant. */
    void add(@Nullable Object... values) {
        try {
            for (Object value : values) {
                set(++bound, value);
            }
            if (++rows % rowsOfStatement == 0) {
                statement.addBatch();
                bound = 0;
            }
        } catch (SQLException e) {
            throw trouble(e);
        }
    }

    /** Sends the rows. */
    void execute() {
        try {
            statement.executeBatch();
        } catch (SQLException e) {
            throw trouble(e);
        }
    }

    @Override
    public void close() {
        try {
            statement.close();
        } catch (SQLException e) {
            throw trouble(e);
        }
    }

    private void set(int at, @Nullable Object value) throws SQLException {
        if (value == null) {
            statement.setNull(at, Types.NULL);
        } else if (value instanceof Long number) {
            statement.setLong(at, number);
        } else if (value instanceof Integer number) {
            statement.setInt(at, number);
        } else if (value instanceof byte[] bytes) {
            setBytes(at, bytes);
        } else if (value instanceof Instant time) {
            // Not by way of the rules of its zone, which are made anew each time.
            statement.setObject(
                    at,
                    LocalDateTime.ofEpochSecond(time.getEpochSecond(), time.getNano(), ZoneOffset.UTC)
                            .atOffset(ZoneOffset.UTC));
        } else {
            statement.setObject(at, value);
        }
    }

    private void setBytes(int at, byte[] bytes) throws SQLException {
        if (bytes.length <= LONGEST_IN_ROW) {
            statement.setBytes(at, bytes);
        } else {
            statement.setBinaryStream(at, new ByteArrayInputStream(bytes), bytes.length);
        }
    }

    private static IllegalStateException trouble(SQLException e) {
        return new IllegalStateException(e.getMessage(), e);
    }
}
