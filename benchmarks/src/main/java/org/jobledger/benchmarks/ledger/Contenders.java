package org.jobledger.benchmarks.ledger;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;

/** Everything that is measured, each in a directory of its own. */
final class Contenders {
    private Contenders() {}

    /** Opens one. */
    @FunctionalInterface
    interface Opening {
        Contender open(Path directory) throws Exception;
    }

    static List<Opening> all() {
        return List.of(
                RawFile::new,
                OurLedger::journal,
                OurLedger::withTables,
                Contenders::sqlite,
                Contenders::h2,
                Contenders::postgres);
    }

    private static Contender sqlite(Path directory) throws Exception {
        String url = "jdbc:sqlite:" + directory.resolve("events.db")
                + "?journal_mode=WAL&synchronous=FULL&busy_timeout=60000";
        return new Database(
                new Database.Dialect("SQLite, WAL, synchronous=FULL", true, ""),
                () -> DriverManager.getConnection(url),
                () -> {});
    }

    private static Contender h2(Path directory) throws Exception {
        String url = "jdbc:h2:" + directory.resolve("events") + ";WRITE_DELAY=0;DB_CLOSE_DELAY=-1";
        return new Database(
                new Database.Dialect("H2, WRITE_DELAY=0 + CHECKPOINT SYNC", true, "CHECKPOINT SYNC"),
                () -> DriverManager.getConnection(url, "sa", ""),
                () -> DriverManager.getConnection(url, "sa", "")
                        .createStatement()
                        .execute("SHUTDOWN"));
    }

    private static Contender postgres(Path directory) throws Exception {
        EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setDataDirectory(Files.createDirectories(directory.resolve("data")))
                .setServerConfig("max_connections", "300")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("fsync", "on")
                .start();
        return new Database(
                new Database.Dialect("PostgreSQL, synchronous_commit=on", false, ""),
                server.getPostgresDatabase()::getConnection,
                server);
    }
}
