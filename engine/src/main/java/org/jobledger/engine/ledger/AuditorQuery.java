package org.jobledger.engine.ledger;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Callable;
import org.h2.api.ErrorCode;
import org.jobledger.engine.QueryException;
import org.jobledger.engine.SqlRows;
import org.jspecify.annotations.Nullable;

/**
 * One query of a stranger, in a session of its own that sees AUDIT_V1 alone, can only read, and sees the tables as they stand at one
 * position.
 *
 * <p>It runs on a reader thread; {@link #giveUp} is for any thread. This is the one place that speaks JDBC instead of Jdbi, which would
 * find parameters and templates in the text.
 */
final class AuditorQuery implements Callable<SqlRows> {
    private final LedgerDatabase database;
    private final String sql;
    private final int maxRows;
    private final QueryLimits limits;
    private volatile @Nullable Statement running;
    private volatile boolean givenUp;

    AuditorQuery(LedgerDatabase database, String sql, int maxRows, QueryLimits limits) {
        this.database = database;
        this.sql = sql;
        this.maxRows = maxRows;
        this.limits = limits;
    }

    @Override
    public SqlRows call() {
        try (Connection session = database.auditor()) {
            return run(session);
        } catch (SQLException e) {
            throw refusal(e);
        } catch (OutOfMemoryError e) {
            throw new QueryException("the answer does not fit into memory", e);
        }
    }

    /** Stops the query if it runs. */
    void giveUp() {
        givenUp = true;
        Statement statement = running;
        if (statement != null) {
            try {
                statement.cancel();
            } catch (SQLException e) {
                throw new QueryException("the query could not be stopped: " + e.getMessage(), e);
            }
        }
    }

    private SqlRows run(Connection session) throws SQLException {
        session.setAutoCommit(false);
        try (Statement statement = session.createStatement()) {
            statement.execute("SET SCHEMA AUDIT_V1");
            statement.execute("SET SCHEMA_SEARCH_PATH AUDIT_V1");
            statement.execute("SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL SNAPSHOT");
            statement.execute("SET LAZY_QUERY_EXECUTION 1");
            statement.execute("SET QUERY_TIMEOUT " + limits.time().toMillis());
            long position = position(statement);
            running = statement;
            if (givenUp) {
                throw new QueryException("the query was given up");
            }
            statement.setMaxRows(maxRows == Integer.MAX_VALUE ? maxRows : maxRows + 1);
            try (ResultSet rows = statement.executeQuery(sql)) {
                return new AnswerReader(rows, limits).read(maxRows, position);
            }
        } finally {
            running = null;
            session.rollback();
        }
    }

    private static long position(Statement statement) throws SQLException {
        try (ResultSet head = statement.executeQuery("SELECT position FROM AUDIT_V1.HEAD")) {
            return head.next() ? head.getLong(1) : 0;
        }
    }

    private RuntimeException refusal(SQLException e) {
        if (TroubleInH2.closed(e.getErrorCode())) {
            return new ClosedTablesException(e);
        }
        return switch (e.getErrorCode()) {
            case ErrorCode.STATEMENT_WAS_CANCELED ->
                new QueryException(
                        "the query was stopped after " + limits.time().toMillis() + " ms", e);
            case ErrorCode.NOT_ENOUGH_RIGHTS_FOR_1, ErrorCode.ADMIN_RIGHTS_REQUIRED ->
                new QueryException("the auditor may only read the views of AUDIT_V1: " + TroubleInH2.shortly(e), e);
            default -> new QueryException(TroubleInH2.shortly(e), e);
        };
    }
}
