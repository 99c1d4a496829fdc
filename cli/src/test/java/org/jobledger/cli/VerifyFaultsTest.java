package org.jobledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Stream;
import org.jobledger.cli.Shell.Answer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code verify} exits with 1 on any fault, and says which check found it. */
class VerifyFaultsTest {
    @TempDir
    static Path home;

    private static Path ledger;
    private static Shell shell;

    @BeforeAll
    static void makePool() {
        ledger = home.resolve("ledger");
        shell = new Shell(home).with("JOBLEDGER_HOME", ledger.toString());
        String target = home.resolve("images").toString();
        assertThat(shell.run("pool-define-as", "images", "dir", "--target", target)
                        .status())
                .isZero();
        assertThat(shell.run("pool-start", "images", "--build").status()).isZero();
        assertThat(shell.run("verify").status()).isZero();
    }

    /** A change of a file. */
    private interface Tampering {
        void at(Path file) throws Exception;
    }

    /** What is found after the change, which is taken back. */
    private static Answer verified(Path file, Tampering tampering) throws Exception {
        byte[] before = Files.readAllBytes(file);
        try {
            tampering.at(file);
            return shell.run("verify");
        } finally {
            Files.write(file, before);
        }
    }

    private static void assertBad(Answer found, String check) {
        assertThat(found.status()).as(found.out()).isEqualTo(1);
        assertThat(found.out().lines().filter(line -> line.contains("BAD")))
                .anySatisfy(line -> assertThat(line).contains(check));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DELETE FROM LEDGER.EVENT WHERE position = 3 | event table equals the journal",
                "UPDATE LEDGER.EVENT SET payload = X'7b7d' WHERE position = 3 | tables as they were found",
                "UPDATE LEDGER.EVENT SET hash = X'00' WHERE position = 3 | event table equals the journal",
                "UPDATE LEDGER.HEAD SET hash = X'00' | tables as they were found",
                "UPDATE LEDGER.JOB_STATS SET status = 'FAILED' WHERE job_id = 1 | table JOB_STATS equals a replay",
                "UPDATE LEDGER.JOB SET principal = 'mallory' WHERE job_id = 1 | table JOB equals a replay",
                "DELETE FROM LEDGER.JOB_CLAIM WHERE job_id = 1 | table JOB_CLAIM equals a replay",
                "DELETE FROM LEDGER.RESOURCE | table RESOURCE equals a replay",
                "UPDATE LEDGER.EPOCH SET host = 'x' WHERE epoch = 1 | table EPOCH equals a replay"
            })
    void aFaultOfTheTablesIsNamed(String sql, String check) throws Exception {
        Answer found = verified(ledger.resolve("ledger.mv.db"), file -> tamper(sql));
        assertBad(found, check);
        assertThat(found.out().lines().filter(line -> line.contains("journal is dense and chained")))
                .singleElement()
                .satisfies(line -> assertThat(line).contains("ok"));
    }

    private static void tamper(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:h2:" + ledger.resolve("ledger"), "LEDGER", "");
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).isPositive();
        }
    }

    @Test
    void aFaultOfTheJournalIsNamed() throws Exception {
        Answer found = verified(firstSegment(), file -> {
            byte[] bytes = Files.readAllBytes(file);
            bytes[bytes.length / 2] ^= 1;
            Files.write(file, bytes);
        });
        assertBad(found, "journal is dense and chained");
    }

    private static Path firstSegment() throws IOException {
        try (Stream<Path> files = Files.list(ledger.resolve("journal"))) {
            return files.filter(file -> file.toString().contains(".journal"))
                    .sorted()
                    .findFirst()
                    .orElseThrow();
        }
    }
}
