package org.jobledger.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jobledger.engine.JobStats;
import org.jobledger.engine.LedgerClosedException;
import org.jobledger.engine.ProjectionBehindException;
import org.jobledger.engine.QueryException;
import org.jobledger.engine.UnknownFormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProjectorTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    private final MemoryLog log = Histories.mixed();

    @Test
    void aNewLedgerGetsItsTablesFromTheLog() {
        assertTablesAreRight();

        assertThat(directory.resolve("ledger.mv.db")).isRegularFile();
        assertThat(broken()).isEmpty();
    }

    @Test
    void whatIsAppendedIsApplied() {
        try (Projector projector = start()) {
            for (long job = 10; job < 60; job++) {
                Histories.completedJob(log, job, 2);
                projector.awaitApplied(log.forcedPosition(), LONG);

                assertThat(projector.stats(job)).isPresent();
            }
            assertThat(projector.appliedPosition()).isEqualTo(log.forcedPosition());
            assertThat(projector.newest(1)).extracting(JobStats::id).containsExactly(59L);
            assertThat(projector.eventsOf(59)).hasSize(8);
            assertThat(projector.rebuiltBecause()).isEmpty();
        }
    }

    @Test
    void aTailThatWasAppendedMeanwhileIsAppliedToTheFileThatIsThere() {
        build(log.upTo(9));
        MemoryLog longer = log;

        try (Projector projector = Projector.start(longer, TablePlace.owned(directory))) {
            projector.awaitApplied(longer.forcedPosition(), LONG);

            assertThat(projector.rebuiltBecause()).isEmpty();
            assertThat(Tables.contents(projector.snapshot())).isEqualTo(Tables.expected(longer.events()));
        }
    }

    @Test
    void aDeletedFileIsMadeAgain() throws IOException {
        build(log);
        Files.delete(file());

        assertTablesAreRight();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100, 4096, 5000, 9000, 20_000})
    void aTruncatedFileIsMadeAgainOrGoneOnWith(int length) throws IOException {
        build(log);
        try (RandomAccessFile file = new RandomAccessFile(file().toFile(), "rw")) {
            file.setLength(Math.min(length, file.length()));
        }

        assertTablesAreRight();
    }

    @Test
    void aFileOfNoiseIsMadeAgainAndKeptAside() throws IOException {
        byte[] noise = new byte[30_000];
        new Random(5).nextBytes(noise);
        Files.write(file(), noise);

        assertTablesAreRight();

        assertThat(broken()).hasSize(1);
        assertThat(broken().get(0)).hasBinaryContent(noise);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void aFileWithFlippedBitsNeverStopsTheProjector(long seed) throws IOException {
        build(log);
        Random random = new Random(seed);
        byte[] bytes = Files.readAllBytes(file());
        for (int i = 0; i < 40; i++) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        Files.write(file(), bytes);

        try (Projector projector = start()) {
            projector.awaitApplied(log.forcedPosition(), LONG);
            Histories.completedJob(log, 50, 1);
            projector.awaitApplied(log.forcedPosition(), LONG);

            assertThat(projector.stats(50)).isPresent();
        }
    }

    @Test
    void anOlderCopyOfTheFileCatchesUp() throws IOException {
        build(log.upTo(12));
        Path copy = directory.resolve("copy");
        Files.copy(file(), copy);
        build(log);
        Files.move(copy, file(), StandardCopyOption.REPLACE_EXISTING);

        assertTablesAreRight();

        assertThat(broken()).isEmpty();
    }

    @Test
    void tablesAheadOfTheLogAreMadeAgainAndKeptAside() {
        build(log);
        MemoryLog shorter = log.upTo(10);

        try (Projector projector = Projector.start(shorter, TablePlace.owned(directory))) {
            projector.awaitApplied(10, LONG);

            assertThat(projector.rebuiltBecause())
                    .hasValueSatisfying(why -> assertThat(why).contains("journal ends at 10"));
            assertThat(Tables.contents(projector.snapshot())).isEqualTo(Tables.expected(shorter.events()));
        }
        assertThat(broken()).hasSize(1);
    }

    @Test
    void tablesOfAnotherHistoryAreMadeAgain() {
        MemoryLog other = log.upTo(10);
        Histories.open(other);
        build(other);

        assertTablesAreRight();

        assertThat(broken()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE PUBLIC.FOREIGN_TABLE (X INT)",
                "CREATE SCHEMA LEDGER; CREATE TABLE LEDGER.EVENT (position BIGINT PRIMARY KEY)"
            })
    void aFileOfAnotherProductOrHalfMigratedIsMadeAgain(String sql) throws SQLException {
        withH2(sql);

        assertTablesAreRight();

        assertThat(broken()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE LEDGER.\"flyway_schema_history\" SET \"success\" = FALSE",
                "UPDATE LEDGER.\"flyway_schema_history\" SET \"version\" = '999' WHERE \"version\" = '1'",
                "DELETE FROM LEDGER.\"flyway_schema_history\"",
                "DROP TABLE LEDGER.JOB_INFO CASCADE",
                "DELETE FROM LEDGER.HEAD",
                "ALTER TABLE LEDGER.JOB_STATS ADD COLUMN extra INT NOT NULL",
                "DROP USER LEDGER_WRITER"
            })
    void aSchemaThatIsNotOursAnyMoreIsMadeAgain(String sql) throws SQLException {
        build(log.upTo(5));
        withH2(sql);

        assertTablesAreRight();
    }

    @Test
    void onlyTheNewestThreeBrokenFilesAreKept() throws IOException {
        for (int i = 0; i < 5; i++) {
            Files.writeString(file(), "broken " + i);
            assertTablesAreRight();
        }

        assertThat(broken()).hasSize(3);
        assertThat(broken().get(2)).hasContent("broken 4");
    }

    @Test
    void whileAnotherProcessHasTheFileReadersAreToldAndItIsTriedAgain() throws Exception {
        build(log.upTo(5));
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        FileHolder.class.getName(),
                        directory.toString())
                .redirectErrorStream(true)
                .start();
        try {
            assertThat(other.inputReader().readLine()).isEqualTo("open");
            try (Projector projector = start()) {
                assertThatThrownBy(() -> projector.awaitApplied(1, Duration.ofMillis(300)))
                        .isInstanceOf(ProjectionBehindException.class);
                other.destroyForcibly().waitFor();

                projector.awaitApplied(log.forcedPosition(), LONG);
                assertThat(projector.rebuiltBecause()).isEmpty();
            }
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    void aQueryThatEatsTheHeapHarmsNobodyElse() {
        try (Projector projector = start()) {
            projector.awaitApplied(log.forcedPosition(), LONG);

            assertThatThrownBy(() -> projector.query("SELECT LENGTH(REPEAT('xxxx', 500000000))", 1))
                    .isInstanceOf(QueryException.class);

            Histories.completedJob(log, 50, 1);
            projector.awaitApplied(log.forcedPosition(), LONG);
            assertThat(projector.stats(50)).isPresent();
            assertThat(projector.rebuiltBecause()).isEmpty();
        }
    }

    @Test
    void aDatabaseThatIsClosedUnderItsReadersIsOpenedAgain() throws SQLException {
        try (Projector projector = start()) {
            projector.awaitApplied(log.forcedPosition(), LONG);
            withH2("SHUTDOWN IMMEDIATELY");

            assertThat(projector.stats(1)).isPresent();

            withH2("SHUTDOWN IMMEDIATELY");
            Histories.completedJob(log, 50, 1);
            projector.awaitApplied(log.forcedPosition(), LONG);
            assertThat(projector.stats(50)).isPresent();
            assertThat(projector.rebuiltBecause()).isEmpty();
        }
    }

    @Test
    void aLogThatThisReleaseCannotReadIsReportedToReadersAtOnce() {
        log.append(0, 99, "{}".getBytes(StandardCharsets.UTF_8));
        try (Projector projector = start()) {
            assertThatThrownBy(() -> projector.awaitApplied(log.forcedPosition(), LONG))
                    .isInstanceOf(ProjectionBehindException.class)
                    .hasMessageContaining("position " + log.forcedPosition())
                    .hasMessageContaining("99");
        }
    }

    @Test
    void waitingForAPositionThatDoesNotComeEnds() {
        try (Projector projector = start()) {
            assertThatThrownBy(() -> projector.awaitApplied(log.forcedPosition() + 1, Duration.ofMillis(50)))
                    .isInstanceOf(ProjectionBehindException.class)
                    .hasMessageContaining("not yet at " + (log.forcedPosition() + 1));
        }
    }

    @Test
    void closingCatchesUpFirst() {
        build(log);

        try (Projection tables = Projection.openFile(directory)) {
            assertThat(tables.head().position()).isEqualTo(log.forcedPosition());
        }
    }

    @Test
    void aClosedProjectorSaysSo() {
        Projector projector = start();
        projector.close();
        projector.close();

        assertThatThrownBy(() -> projector.stats(1)).isInstanceOf(LedgerClosedException.class);
    }

    @Test
    void closingAtOnceWithoutPatienceLeavesTheRestForTheNextOpening() {
        start().close(Duration.ZERO);

        assertTablesAreRight();
    }

    @Test
    void inspectingBesideTheOwnerWritesNothingInTheDirectory() throws IOException {
        try (Projector owner = start()) {
            owner.awaitApplied(log.forcedPosition(), LONG);
            List<Path> before = files();

            try (Projector inspector = Projector.start(log.upTo(20), TablePlace.copied(directory))) {
                inspector.awaitApplied(20, LONG);

                assertThat(inspector.stats(1)).isPresent();
                assertThat(files()).isEqualTo(before);
            }
            assertThat(owner.stats(1)).isPresent();
        }
    }

    @Test
    void inspectingAClosedLedgerLeavesItsFileAsItIs() throws IOException {
        build(log.upTo(15));
        byte[] before = Files.readAllBytes(file());

        try (Projector inspector = Projector.start(log, TablePlace.copied(directory))) {
            inspector.awaitApplied(log.forcedPosition(), LONG);

            assertThat(Tables.contents(inspector.snapshot())).isEqualTo(Tables.expected(log.events()));
            assertThat(inspector.rebuiltBecause()).isEmpty();
        }
        assertThat(file()).hasBinaryContent(before);
    }

    @Test
    void anInspectorMayMeetTablesThatKnowMoreThanItsLog() {
        build(log);

        try (Projector inspector = Projector.start(log.upTo(10), TablePlace.copied(directory))) {
            inspector.awaitApplied(10, LONG);

            assertThat(inspector.appliedPosition()).isEqualTo(log.forcedPosition());
            assertThat(inspector.rebuiltBecause()).isEmpty();
        }
    }

    @Test
    void tablesInMemoryNeedNoDirectory() {
        try (Projector projector = Projector.start(log, TablePlace.inMemory())) {
            projector.awaitApplied(log.forcedPosition(), LONG);

            assertThat(Tables.contents(projector.snapshot())).isEqualTo(Tables.expected(log.events()));
        }
    }

    @Test
    void aForeignLibraryIsNamedWithBothVersions() {
        assertThatThrownBy(() -> LibraryVersions.require("H2", "2.4.240", "2.5.250"))
                .isInstanceOf(UnknownFormatException.class)
                .hasMessageContaining("2.4.240")
                .hasMessageContaining("2.5.250");
    }

    private Projector start() {
        return Projector.start(log, TablePlace.owned(directory));
    }

    private void build(MemoryLog source) {
        try (Projector projector = Projector.start(source, TablePlace.owned(directory))) {
            projector.awaitApplied(source.forcedPosition(), LONG);
        }
    }

    private void assertTablesAreRight() {
        try (Projector projector = start()) {
            projector.awaitApplied(log.forcedPosition(), LONG);
            assertThat(Tables.contents(projector.snapshot())).isEqualTo(Tables.expected(log.events()));
        }
    }

    private Path file() {
        return directory.resolve("ledger.mv.db");
    }

    private List<Path> broken() {
        return files().stream()
                .filter(file -> file.getFileName().toString().contains(".broken-"))
                .toList();
    }

    private List<Path> files() {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As the administrator of the file, in the same database where it is open. */
    private void withH2(String sql) throws SQLException {
        OrderedFilePath.register();
        String url = "jdbc:h2:" + OrderedFilePath.name("", directory.resolve("ledger"));
        try (Connection connection = DriverManager.getConnection(url, "LEDGER", "");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
