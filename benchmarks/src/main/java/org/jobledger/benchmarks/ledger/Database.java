package org.jobledger.benchmarks.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.locks.ReentrantLock;

/**
 * An event table in a database: one row and one commit an event, a connection a caller.
 *
 * <p>Where the database lets one writer in at a time anyway, callers queue before it instead of failing in it.
 */
final class Database implements Contender {
    private static final String PAYLOAD = "x".repeat(150);

    /** Opens connections. */
    @FunctionalInterface
    interface Source {
        Connection connect() throws SQLException;
    }

    /** What is special about a database: one that lets one writer in at a time is embedded in this process. */
    record Dialect(String name, boolean oneWriter, String afterCommit) {}

    private final Dialect dialect;
    private final Source source;
    private final AutoCloseable server;
    private final ReentrantLock turn = new ReentrantLock();

    Database(Dialect dialect, Source source, AutoCloseable server) throws SQLException {
        this.dialect = dialect;
        this.source = source;
        this.server = server;
        try (Connection connection = source.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TABLE event (position BIGINT PRIMARY KEY, job BIGINT NOT NULL, version BIGINT NOT NULL,"
                            + " payload VARCHAR(1000) NOT NULL)");
            statement.execute("CREATE UNIQUE INDEX event_of_job ON event (job, version)");
        }
    }

    @Override
    public String name() {
        return dialect.name();
    }

    @Override
    public boolean inThisProcess() {
        return dialect.oneWriter();
    }

    @Override
    public Caller caller(int number) throws SQLException {
        Connection connection = source.connect();
        connection.setAutoCommit(false);
        return new RowCaller(connection, connection.prepareStatement("INSERT INTO event VALUES (?, ?, ?, ?)"), number);
    }

    private final class RowCaller implements Caller {
        private final Connection connection;
        private final PreparedStatement insert;
        private final int number;

        RowCaller(Connection connection, PreparedStatement insert, int number) {
            this.connection = connection;
            this.insert = insert;
            this.number = number;
        }

        @Override
        public void append(long n) throws SQLException {
            insert.setLong(1, n * 1000 + number);
            insert.setLong(2, number);
            insert.setLong(3, n);
            insert.setString(4, PAYLOAD);
            if (dialect.oneWriter()) {
                turn.lock();
            }
            try {
                insert.executeUpdate();
                connection.commit();
                force();
            } finally {
                if (dialect.oneWriter()) {
                    turn.unlock();
                }
            }
        }

        private void force() throws SQLException {
            if (!dialect.afterCommit().isEmpty()) {
                try (Statement statement = connection.createStatement()) {
                    statement.execute(dialect.afterCommit());
                }
            }
        }

        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }

    @Override
    public void close() throws Exception {
        server.close();
    }
}
