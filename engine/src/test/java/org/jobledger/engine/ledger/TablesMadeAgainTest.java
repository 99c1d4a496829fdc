package org.jobledger.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables that are gone, damaged, of another history or of somebody else: the projector makes them again. */
class TablesMadeAgainTest extends ProjectorCase {
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
}
