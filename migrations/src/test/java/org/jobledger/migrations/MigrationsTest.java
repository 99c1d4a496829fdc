package org.jobledger.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MigrationsTest {

    /** Without the delay the last connection to close would take the database with it. */
    private final JdbcConnectionPool database =
            JdbcConnectionPool.create("jdbc:h2:mem:migrations;DB_CLOSE_DELAY=-1", "sa", "");

    @AfterEach
    void closeDatabase() throws SQLException {
        execute("SHUTDOWN");
        database.dispose();
    }

    @Test
    void anEmptyDatabaseIsBroughtToTheLatestVersion() throws SQLException {
        Migrations.migrate(database);

        assertThat(appliedVersion(database)).isEqualTo(Migrations.latestVersion());
    }

    @Test
    void aSecondMigrationChangesNothing() throws SQLException {
        Migrations.migrate(database);

        Migrations.migrate(database);

        assertThat(appliedVersion(database)).isEqualTo(Migrations.latestVersion());
    }

    @Test
    void anAppliedMigrationThatDiffersFromTheShippedOneIsRefused() throws SQLException {
        Migrations.migrate(database);
        execute("UPDATE LEDGER.\"flyway_schema_history\" SET \"checksum\" = 1 WHERE \"version\" = '1'");

        assertThatThrownBy(() -> Migrations.migrate(database))
                .isInstanceOf(MigrationException.class)
                .hasMessageContaining("checksum mismatch");
    }

    @Test
    void theLatestVersionIsFoundWithoutADatabase() {
        assertThat(Migrations.latestVersion()).isPositive();
    }

    @Test
    void theVersionOfFlywayIsKnown() {
        assertThat(Migrations.flywayVersion()).matches("\\d+\\.\\d+\\.\\d+");
        assertThat(Migrations.builtWithFlywayVersion()).isEqualTo(Migrations.flywayVersion());
    }

    @Test
    void everyColumnOfEveryViewForAuditorsIsInTheDictionary() throws SQLException {
        Migrations.migrate(database);

        assertThat(names("SELECT TABLE_NAME || '.' || COLUMN_NAME FROM INFORMATION_SCHEMA.COLUMNS"
                        + " WHERE TABLE_SCHEMA = 'AUDIT_V1' ORDER BY 1"))
                .isNotEmpty()
                .isEqualTo(names("SELECT view_name || '.' || column_name FROM AUDIT_V1.DICTIONARY ORDER BY 1"));
    }

    @Test
    void everyTableAndViewHasAComment() throws SQLException {
        Migrations.migrate(database);

        assertThat(names("SELECT TABLE_SCHEMA || '.' || TABLE_NAME FROM INFORMATION_SCHEMA.TABLES"
                        + " WHERE TABLE_SCHEMA IN ('LEDGER', 'AUDIT_V1') AND REMARKS IS NULL"))
                .containsExactly("LEDGER.flyway_schema_history");
    }

    private List<String> names(String sql) throws SQLException {
        List<String> names = new ArrayList<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static int appliedVersion(DataSource database) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT MAX(CAST(\"version\" AS INT)) FROM LEDGER.\"flyway_schema_history\" WHERE \"success\"")) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
