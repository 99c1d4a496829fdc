package org.jobledger.engine.ledger;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.h2.jdbcx.JdbcDataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jobledger.migrations.Migrations;
import org.jspecify.annotations.Nullable;

/**
 * One open H2 database with the schema of this release, and its three users: the administrator, who migrates and shuts down, the
 * projector's writer, who can only append to the event table, and the auditor, who can only read the views of AUDIT_V1.
 *
 * <p>Thread-safe, but only for threads of ours: an interrupt during a read or write would close H2's file for everybody.
 */
final class LedgerDatabase implements AutoCloseable {
    private static final String ADMINISTRATOR = "LEDGER";
    private static final String WRITER = "LEDGER_WRITER";
    private static final String AUDITOR = "AUDITOR";
    // Only the administrator may give settings, so they stand in the URL of the first connection alone.
    private static final String SETTINGS =
            ";WRITE_DELAY=500;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0;TRACE_LEVEL_SYSTEM_OUT=0"
                    + ";MAX_LENGTH_INPLACE_LOB=65536;MAX_COMPACT_TIME=50";
    private static final String CACHE = ";CACHE_SIZE=32768";
    /** Nobody reads while tables are made: what is kept of them is only carried along by the garbage collector, half of its work. */
    private static final String CACHE_OF_A_BUILD = ";CACHE_SIZE=8192";

    private static final String FILE_SETTINGS = ";FILE_LOCK=FS";

    private final String url;
    private final Handle administrator;
    private @Nullable Head headOfOlder;

    private LedgerDatabase(String url, String settings) {
        LibraryVersions.check();
        this.url = url;
        this.administrator =
                Jdbi.create(source(url + SETTINGS + settings, ADMINISTRATOR)).open();
    }

    /**
     * Opens a file, or makes it, and brings its schema up to this release.
     *
     * @param file its name without H2's ending {@code .mv.db}
     * @param layer what H2's ordered files stand on: "" or the scheme of another file system, such as "faulty:"
     * @throws UnusableTablesException if the schema in it is not one of this release, or of one before
     * @throws RuntimeException if H2 cannot open it
     */
    static LedgerDatabase file(Path file, String layer) {
        return ofFile(file, layer, CACHE).withSchema();
    }

    /** The same for tables that are made from a whole log, and opened anew then. */
    static LedgerDatabase toBuild(Path file, String layer) {
        return ofFile(file, layer, CACHE_OF_A_BUILD).withSchema();
    }

    private static LedgerDatabase ofFile(Path file, String layer, String cache) {
        OrderedFilePath.register();
        return new LedgerDatabase(
                "jdbc:h2:" + OrderedFilePath.name(layer, file.toAbsolutePath()), cache + FILE_SETTINGS);
    }

    /**
     * Opens a file whose schema stays as it is: a migration may empty tables that follow from the journal.
     *
     * @throws UnusableTablesException if the schema in it is not one of this release, or of one before
     * @throws RuntimeException if H2 cannot open it
     */
    static LedgerDatabase asItIs(Path file) {
        LedgerDatabase database = ofFile(file, "", CACHE);
        SchemaState state = SchemaState.of(database.administrator);
        if (state != SchemaState.CURRENT && state != SchemaState.OLDER) {
            database.close();
            throw new UnusableTablesException("the schema in it is " + state);
        }
        return database;
    }

    /** Makes an empty database in memory. */
    static LedgerDatabase memory() {
        return new LedgerDatabase("jdbc:h2:mem:" + UUID.randomUUID(), CACHE).withSchema();
    }

    /** Where the tables stood before they were migrated at this opening; null where they were not. */
    @Nullable
    Head headOfOlder() {
        return headOfOlder;
    }

    /** Opens one more session of the administrator. */
    Handle administrator() {
        return Jdbi.create(source(url, ADMINISTRATOR)).open();
    }

    /** Opens a session of the projector's writer. */
    Handle writer() {
        return Jdbi.create(source(url, WRITER)).open();
    }

    /** Opens a session of the auditor. */
    Connection auditor() throws SQLException {
        return source(url, AUDITOR).getConnection();
    }

    /**
     * Writes everything out and closes the file; sessions that are still open are cut off. Closed already: nothing.
     *
     * <p>Not by a plain SHUTDOWN, which writes while it closes: where such a write fails, on a full disk for example, H2 waits for ever for
     * the end of what its own thread is doing. A CHECKPOINT that fails closes the database in good order.
     */
    @Override
    public void close() {
        @Nullable SQLException unwritten = trouble("CHECKPOINT");
        @Nullable SQLException unclosed = trouble("SHUTDOWN IMMEDIATELY");
        @Nullable SQLException trouble = unwritten == null ? unclosed : unwritten;
        if (trouble != null) {
            throw new IllegalStateException("the tables could not be closed: " + trouble.getMessage(), trouble);
        }
    }

    private @Nullable SQLException trouble(String statement) {
        // Not through the handle, which would ask the closed connection for an update count.
        try (Statement asked = administrator.getConnection().createStatement()) {
            asked.execute(statement);
            return null;
        } catch (SQLException e) {
            return TroubleInH2.closed(e.getErrorCode()) ? null : e;
        }
    }

    private LedgerDatabase withSchema() {
        try {
            switch (SchemaState.of(administrator)) {
                case CURRENT -> {}
                case EMPTY -> Migrations.migrate(source(url, ADMINISTRATOR));
                case OLDER -> {
                    headOfOlder = LedgerRows.head(administrator);
                    Migrations.migrate(source(url, ADMINISTRATOR));
                }
                case FOREIGN ->
                    throw new UnusableTablesException(
                            "the schema in it is of another product or release, or half-migrated");
            }
            return this;
        } catch (RuntimeException | Error e) {
            closeAfter(e);
            throw e;
        }
    }

    private void closeAfter(Throwable trouble) {
        try {
            close();
        } catch (RuntimeException e) {
            trouble.addSuppressed(e);
        }
    }

    private static JdbcDataSource source(String url, String user) {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL(url);
        source.setUser(user);
        source.setPassword("");
        return source;
    }
}
