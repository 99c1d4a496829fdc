package org.jobledger.engine.ledger;

import java.nio.charset.StandardCharsets;
import java.sql.Blob;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.result.ResultIterator;
import org.jspecify.annotations.Nullable;

/** A snapshot of a database, read on its reader threads in one transaction. */
final class OpenSnapshot implements TablesSnapshot {
    private static final int ROWS_AT_ONCE = 2000;
    private static final long BYTES_AT_ONCE = 4L * 1024 * 1024;
    private static final Map<String, String> KEYS = Map.of(
            "JOB", "job_id",
            "JOB_CLAIM", "job_id, ordinal",
            "JOB_INFO", "job_id",
            "JOB_STATS", "job_id",
            "RESOURCE", "resource_key",
            "RECOVERY", "position",
            "EPOCH", "epoch",
            "HEAD", "id");

    private final ReaderThreads threads;
    private final Handle reader;
    private final Head head;

    private OpenSnapshot(ReaderThreads threads, Handle reader) {
        this.threads = threads;
        this.reader = reader;
        this.head = LedgerRows.head(reader);
    }

    static OpenSnapshot of(LedgerDatabase database, ReaderThreads threads) {
        return threads.read(() -> {
            Handle reader = database.writer();
            try {
                reader.execute("SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL SNAPSHOT");
                reader.execute("SET LAZY_QUERY_EXECUTION 1");
                reader.begin();
                return new OpenSnapshot(threads, reader);
            } catch (RuntimeException e) {
                reader.close();
                throw e;
            }
        });
    }

    @Override
    public Head head() {
        return head;
    }

    @Override
    public EventCursor events(long firstPosition) {
        Rows<StoredEvent> rows = threads.read(() -> new Rows<>(
                reader.createQuery(EventRows.FROM_POSITION)
                        .bind(0, firstPosition)
                        .map((row, any) -> EventRows.read(row))
                        .iterator(),
                event -> event.payload().length));
        return new EventCursor() {
            @Override
            public @Nullable StoredEvent next() {
                return rows.next();
            }

            @Override
            public void close() {
                rows.close();
            }
        };
    }

    @Override
    public List<String> tables() {
        return KEYS.keySet().stream().sorted().toList();
    }

    @Override
    public RowCursor rows(String table) {
        String key = KEYS.get(table);
        if (key == null) {
            throw new IllegalArgumentException("no such table: " + table);
        }
        RowMapper<String> asText = (row, any) -> text(row);
        Rows<String> rows = threads.read(() -> new Rows<>(
                reader.createQuery("SELECT * FROM LEDGER." + table + " ORDER BY " + key)
                        .map(asText)
                        .iterator(),
                String::length));
        return new RowCursor() {
            @Override
            public @Nullable String next() {
                return rows.next();
            }

            @Override
            public void close() {
                rows.close();
            }
        };
    }

    @Override
    public void close() {
        threads.read(() -> {
            if (!reader.isClosed()) {
                try (reader) {
                    reader.rollback();
                }
            }
            return head;
        });
    }

    private static String text(ResultSet row) throws SQLException {
        ResultSetMetaData columns = row.getMetaData();
        List<String> values = new ArrayList<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            values.add(columns.getColumnLabel(i) + "=" + text(row.getObject(i)));
        }
        return String.join(", ", values);
    }

    private static String text(@Nullable Object value) throws SQLException {
        if (value instanceof Blob state) {
            return new String(state.getBytes(1, (int) state.length()), StandardCharsets.UTF_8);
        }
        return value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : String.valueOf(value);
    }

    /** Rows of a streaming query, fetched some at a time by a reader thread. */
    private final class Rows<T> implements AutoCloseable {
        private final ResultIterator<T> source;
        private final ToLongFunction<T> size;
        private final Deque<T> fetched = new ArrayDeque<>();

        Rows(ResultIterator<T> source, ToLongFunction<T> size) {
            this.source = source;
            this.size = size;
        }

        @Nullable
        T next() {
            if (fetched.isEmpty()) {
                fetched.addAll(threads.read(this::fetch));
            }
            return fetched.poll();
        }

        private List<T> fetch() {
            List<T> some = new ArrayList<>();
            long bytes = 0;
            while (some.size() < ROWS_AT_ONCE && bytes < BYTES_AT_ONCE && source.hasNext()) {
                T row = source.next();
                some.add(row);
                bytes += size.applyAsLong(row);
            }
            return some;
        }

        @Override
        public void close() {
            threads.read(() -> {
                source.close();
                return fetched.size();
            });
        }
    }
}
