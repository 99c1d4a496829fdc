package org.jobledger.benchmarks.jobs;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The H2 file of a peer: each commit is written before it returns, by a pool of connections for all its threads. */
final class H2File implements AutoCloseable {
    /** What is printed of it. */
    static final String SETTINGS = "H2 file, WRITE_DELAY=0, HikariCP 20";

    private static final int CONNECTIONS = 20;

    private final HikariDataSource source;

    H2File(Path directory) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:h2:" + directory.resolve("jobs") + ";WRITE_DELAY=0");
        config.setUsername("sa");
        config.setPassword("");
        config.setMaximumPoolSize(CONNECTIONS);
        source = new HikariDataSource(config);
    }

    HikariDataSource source() {
        return source;
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    long count(String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    @Override
    public void close() {
        source.close();
    }
}
