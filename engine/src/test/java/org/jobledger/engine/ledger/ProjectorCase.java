package org.jobledger.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

/** A log of some jobs, and the directory in which a projector keeps the tables that it makes of it. */
abstract class ProjectorCase {
    static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    final MemoryLog log = Histories.mixed();

    final Projector start() {
        return Projector.start(log, TablePlace.owned(directory));
    }

    final void build(MemoryLog source) {
        try (Projector projector = Projector.start(source, TablePlace.owned(directory))) {
            projector.awaitApplied(source.forcedPosition(), LONG);
        }
    }

    final void assertTablesAreRight() {
        try (Projector projector = start()) {
            projector.awaitApplied(log.forcedPosition(), LONG);
            assertThat(Tables.contents(projector.snapshot())).isEqualTo(Tables.expected(log.events()));
        }
    }

    final Path file() {
        return directory.resolve("ledger.mv.db");
    }

    final List<Path> broken() {
        return files().stream()
                .filter(file -> file.getFileName().toString().contains(".broken-"))
                .toList();
    }

    final List<Path> files() {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As the administrator of the file, in the same database where it is open. */
    final void withH2(String sql) throws SQLException {
        OrderedFilePath.register();
        String url = "jdbc:h2:" + OrderedFilePath.name("", directory.resolve("ledger"));
        try (Connection connection = DriverManager.getConnection(url, "LEDGER", "");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
