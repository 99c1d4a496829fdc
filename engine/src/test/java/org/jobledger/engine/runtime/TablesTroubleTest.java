package org.jobledger.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.ProjectionBehindException;
import org.jobledger.engine.QueryException;
import org.jobledger.engine.SqlRows;
import org.jobledger.engine.Verification;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.ResourceRef;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** H2 that stands still, is closed, or dies under a stranger's query delays no append, and comes back by itself. */
@Timeout(120)
class TablesTroubleTest {
    private static final int APPENDS = 200;

    @TempDir
    private Path directory;

    private JobEngine engine;
    private int appended;

    @BeforeEach
    void open() {
        engine = JobEngine.at(directory.resolve("ledger")).open();
        requireTablesAreThere();
    }

    @AfterEach
    void close() {
        engine.close();
    }

    private void append() {
        for (int i = 0; i < APPENDS; i++) {
            engine.record(ResourceRef.of("thing", "t" + appended++), 0, Document.empty());
        }
    }

    /** They may take their time to come back on a machine that has much to do. */
    private void requireTablesAreThere() {
        @Nullable SqlRows rows = null;
        while (rows == null) {
            try {
                rows = engine.query("SELECT COUNT(*) FROM audit_v1.resources", 1);
            } catch (ProjectionBehindException e) {
                Thread.onSpinWait();
            }
        }
        assertThat(rows.rows()).hasSize(1).first().asString().isEqualTo("[" + appended + "]");
    }

    /** Tables that failed again and again may have been made again, which is told but is no fault of what they hold now. */
    private void requireSound() {
        requireTablesAreThere();
        assertThat(engine.verify().checks())
                .filteredOn(check -> !check.sound())
                .extracting(Verification.Check::name)
                .isSubsetOf("tables as they were found");
    }

    private Connection administrator() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:h2:jobledger:" + directory.resolve("ledger").resolve("ledger"), "LEDGER", "");
    }

    @Test
    void appendsGoOnWhileTheTablesStandStill() throws SQLException {
        try (Connection stranger = administrator();
                Statement statement = stranger.createStatement()) {
            stranger.setAutoCommit(false);
            long before = position(statement);
            append();
            // All was acknowledged though nothing could be applied: the row of the head is locked.
            assertThat(position(statement)).isEqualTo(before).isLessThan(engine.position() - APPENDS + 1);
            stranger.rollback();
        }
        requireSound();
    }

    private static long position(Statement statement) throws SQLException {
        try (ResultSet head = statement.executeQuery("SELECT position FROM LEDGER.HEAD WHERE id = 1 FOR UPDATE")) {
            assertThat(head.next()).isTrue();
            return head.getLong(1);
        }
    }

    @Test
    void appendsGoOnWhileADatabaseIsClosedAgainAndAgain() throws SQLException {
        for (int i = 0; i < 3; i++) {
            try (Connection stranger = administrator();
                    Statement statement = stranger.createStatement()) {
                statement.execute("SHUTDOWN IMMEDIATELY");
            }
            append();
        }
        requireSound();
    }

    @Test
    void appendsGoOnWhileAQueryEatsTheHeap() throws InterruptedException {
        Thread stranger =
                new Thread(() -> assertThatThrownBy(() -> engine.query("SELECT LENGTH(REPEAT('xxxx', 500000000))", 1))
                        .isInstanceOf(QueryException.class));
        stranger.start();
        append();
        stranger.join();
        append();
        requireSound();
    }
}
