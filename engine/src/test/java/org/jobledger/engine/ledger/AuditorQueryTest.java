package org.jobledger.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.jobledger.engine.QueryException;
import org.jobledger.engine.SqlRows;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditorQueryTest {

    @TempDir
    private static Path directory;

    private static Projection tables;

    @BeforeAll
    static void fill() {
        tables = Projection.openFile(directory);
        Tables.fill(tables, Histories.mixed().events(), 10);
    }

    @AfterAll
    static void close() {
        tables.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT COUNT(*) FROM events",
                "select count(*) from AUDIT_V1.jobs;",
                "  -- a comment; with a semicolon\n SELECT 1 /* and ; /* nested */ another */ ;; ",
                "(SELECT 1) UNION (SELECT 2)",
                "WITH x AS (SELECT job_id FROM jobs) SELECT * FROM x",
                "VALUES (1, 2), (3, 4)",
                "EXPLAIN SELECT * FROM events",
                "SHOW TABLES",
                "TABLE head",
                "SELECT 'a;b' AS \"c;d\", $$e;f$$",
                "SELECT ':x ?1 <y>', '{fn now()}'"
            })
    void readingIsAllowed(String sql) {
        assertThat(tables.query(sql, 100).columns()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " -- nothing",
                "INSERT INTO events (position) VALUES (1)",
                "UPDATE jobs SET status = 'COMPLETED'",
                "DELETE FROM events",
                "TRUNCATE TABLE LEDGER.EVENT",
                "DROP VIEW events",
                "DROP ALL OBJECTS",
                "ALTER TABLE LEDGER.EVENT ADD x INT",
                "CREATE TABLE t (x INT)",
                "CREATE LOCAL TEMPORARY TABLE t (x INT)",
                "CREATE ALIAS f FOR \"java.lang.System.exit\"",
                "CREATE TRIGGER t BEFORE INSERT ON LEDGER.EVENT CALL \"x\"",
                "RUNSCRIPT FROM '/tmp/x'",
                "SCRIPT TO '/tmp/x'",
                "BACKUP TO '/tmp/x'",
                "CALL FILE_READ('/etc/passwd')",
                "SHUTDOWN",
                "CHECKPOINT",
                "SET WRITE_DELAY 0",
                "SET PASSWORD 'x'",
                "ALTER USER AUDITOR SET PASSWORD 'x'",
                "GRANT ALL ON SCHEMA LEDGER TO AUDITOR",
                "COMMIT",
                "ROLLBACK",
                "PREPARE COMMIT x",
                "MERGE INTO LEDGER.HEAD KEY (id) VALUES (1, 2, 3, X'00')",
                "SELECT 1; SELECT 2",
                "SELECT 1; DROP ALL OBJECTS",
                "SELECT * FROM jobs FOR UPDATE",
                "SELECT * FROM jobs for /* x */ update NOWAIT",
                "SELECT * FROM jobs FOR SHARE",
                "EXPLAIN DELETE FROM LEDGER.EVENT",
                "EXPLAIN ANALYZE DELETE FROM LEDGER.EVENT",
                "WITH x AS (SELECT 1) DELETE FROM LEDGER.EVENT",
                "SELECT * FROM LEDGER.EVENT",
                "SELECT * FROM LEDGER.\"flyway_schema_history\"",
                "SELECT * FROM FINAL TABLE (INSERT INTO LEDGER.RECOVERY VALUES (99, 1, 1, NOW(), 'a', 'b'))",
                "SELECT * FROM OLD TABLE (DELETE FROM LEDGER.EVENT)",
                "SELECT FILE_READ('/etc/passwd')",
                "SELECT FILE_WRITE('x', '/tmp/x')",
                "SELECT * FROM CSVREAD('/etc/passwd')",
                "SELECT CSVWRITE('/tmp/x', 'SELECT 1')",
                "SELECT LINK_SCHEMA('L', '', 'jdbc:h2:mem:x', 'sa', '', 'PUBLIC')",
                "SELECT MEMORY_USED()",
                "SELECT CANCEL_SESSION(1)",
                "SELECT ABORT_SESSION(1)",
                "SELECT nonsense FROM jobs",
                "SELECT 1 +",
                "SELECT ?",
                "SELECT 'unfinished"
            })
    void everythingElseIsRefusedAndChangesNothing(String sql) {
        var before = Tables.contents(tables.snapshot());

        assertThatThrownBy(() -> tables.query(sql, 100)).isInstanceOf(QueryException.class);

        assertThat(Tables.contents(tables.snapshot())).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE LEDGER.EVENT SET type_code = 1",
                "DELETE FROM LEDGER.EVENT",
                "TRUNCATE TABLE LEDGER.EVENT",
                "DROP TABLE LEDGER.EVENT",
                "ALTER TABLE LEDGER.EVENT DROP COLUMN salt",
                "MERGE INTO LEDGER.EVENT (position) KEY (position) VALUES (1)",
                "UPDATE LEDGER.JOB_STATS SET status = 'FAILED'",
                "DELETE FROM LEDGER.RECOVERY"
            })
    void evenTheProjectorsOwnUserCanOnlyAppendToHistory(String sql) {
        try (LedgerDatabase database = LedgerDatabase.memory();
                var writer = database.writer()) {
            assertThatThrownBy(() -> writer.execute(sql)).hasMessageContaining("Not enough rights");
        }
    }

    @Test
    void theAuditorWithoutOurRuleStillCannotWrite() throws SQLException {
        try (LedgerDatabase database = LedgerDatabase.memory();
                Connection auditor = database.auditor();
                Statement statement = auditor.createStatement()) {
            for (String sql : List.of(
                    "DELETE FROM LEDGER.EVENT",
                    "INSERT INTO LEDGER.HEAD VALUES (2, 1, 1, X'00')",
                    "DELETE FROM AUDIT_V1.EVENTS",
                    "CREATE TABLE AUDIT_V1.T (X INT)",
                    "CREATE SCHEMA S",
                    "SHUTDOWN",
                    "SCRIPT",
                    "SET MAX_MEMORY_ROWS 1")) {
                assertThatThrownBy(() -> statement.execute(sql))
                        .as(sql)
                        .isInstanceOfSatisfying(
                                SQLException.class,
                                e -> assertThat(e.getErrorCode()).isIn(90040, 90096));
            }
        }
    }

    @Test
    void anAnswerIsCutAtTheNumberOfRowsAskedForAndSaysSo() {
        SqlRows cut = tables.query("SELECT position FROM events ORDER BY position", 3);
        SqlRows whole = tables.query("SELECT position FROM events WHERE position <= 3", 3);

        assertThat(cut.rows()).containsExactly(List.of(1L), List.of(2L), List.of(3L));
        assertThat(cut.truncated()).isTrue();
        assertThat(whole.rows()).hasSize(3);
        assertThat(whole.truncated()).isFalse();
        assertThat(cut.appliedPosition()).isEqualTo(tables.head().position());
        assertThatThrownBy(() -> tables.query("SELECT 1", -1)).isInstanceOf(QueryException.class);
    }

    @Test
    void aQueryThatTakesTooLongIsStopped() {
        QueryLimits short_ = new QueryLimits(Duration.ofMillis(200), 1000);

        assertThatThrownBy(() -> tables.query(
                        "SELECT SUM(a.x + b.x) FROM SYSTEM_RANGE(1, 1000000) a, SYSTEM_RANGE(1, 1000000) b", 1, short_))
                .isInstanceOf(QueryException.class)
                .hasMessageContaining("200 ms");
    }

    @Test
    void anAnswerThatIsTooLargeIsRefused() {
        QueryLimits small = new QueryLimits(Duration.ofSeconds(10), 1000);

        assertThatThrownBy(() -> tables.query("SELECT REPEAT('x', 600) FROM SYSTEM_RANGE(1, 2)", 10, small))
                .isInstanceOf(QueryException.class)
                .hasMessageContaining("1000 characters");
    }

    @Test
    void whatAQuerySetsIsForgottenByTheNext() {
        assertThat(tables.query("SELECT SET(@x, 5)", 1).rows()).hasSize(1);

        assertThat(tables.query("SELECT @x", 1).rows().get(0).get(0)).isNull();
    }

    @Test
    void aReaderThatIsInterruptedGetsItsAnswerAndHarmsNothing() {
        for (int i = 0; i < 200; i++) {
            Thread.currentThread().interrupt();
            assertThat(tables.stats(1)).isPresent();
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(tables.query("SELECT COUNT(*) FROM events", 1).rows()).hasSize(1);
    }

    @Test
    void aStrangerThatIsInterruptedGivesUpAndHarmsNothing() {
        for (int i = 0; i < 50; i++) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> tables.query("SELECT COUNT(*) FROM events a, events b, events c, events d", 1))
                    .isInstanceOf(QueryException.class)
                    .hasMessageContaining("interrupted");
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(tables.query("SELECT COUNT(*) FROM events", 1).rows()).hasSize(1);
    }
}
