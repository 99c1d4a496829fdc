package org.jobledger.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.jobledger.engine.Anchor;
import org.jobledger.engine.EngineConfig;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.JobRequest;
import org.jobledger.engine.LedgerDamagedException;
import org.jobledger.engine.Operation;
import org.jobledger.engine.Verification;
import org.jobledger.engine.VerificationListener;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.OpenMode;
import org.jobledger.engine.event.RecoveryPolicy;
import org.jobledger.engine.event.ResourceRef;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A full check at the opening makes each copy of the history good from the other; a usual opening reads only the tail. */
class FullCheckTest {
    private static final int JOBS = 60;

    @TempDir
    private Path home;

    private Path ledger;
    private Anchor head = new Anchor(0, 0, "0".repeat(64));

    private EngineConfig.Builder settings() {
        return JobEngine.at(ledger)
                .segmentBytes(64 * 1024)
                .operation(Operation.of("work", RecoveryPolicy.FAIL, job -> Document.of("text", "y".repeat(2000))));
    }

    @BeforeEach
    void writeALedgerOfSeveralSegments() throws InterruptedException {
        ledger = home.resolve("ledger");
        try (JobEngine engine = settings().open()) {
            for (int i = 0; i < JOBS; i++) {
                engine.submit(JobRequest.of("work").on(ResourceRef.of("thing", "t" + i)))
                        .await();
            }
        }
        try (JobEngine engine = inspect()) {
            head = engine.head();
        }
    }

    private JobEngine inspect() {
        return JobEngine.at(ledger).mode(OpenMode.INSPECT).open();
    }

    private List<Path> segments() throws IOException {
        try (Stream<Path> files = Files.list(ledger.resolve("journal"))) {
            return files.filter(file -> file.getFileName().toString().contains(".journal"))
                    .sorted()
                    .toList();
        }
    }

    private static void flip(Path file, int at) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[at] ^= 8;
        Files.write(file, bytes);
    }

    private void tamper(String sql) throws SQLException {
        String url = "jdbc:h2:jobledger:" + ledger.resolve("ledger");
        try (Connection connection = DriverManager.getConnection(url, "LEDGER", "");
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).isPositive();
        }
    }

    private void requireGood(JobEngine engine) {
        Verification verification = engine.verify(List.of(head), VerificationListener.NONE);
        assertThat(verification.checks())
                .allSatisfy(
                        check -> assertThat(check.sound()).as(check.toString()).isTrue());
        assertThat(engine.finishedJobs(2 * JOBS)).hasSize(JOBS);
    }

    @Test
    void aDamagedJournalIsMadeGoodFromTheTablesWhichIsRecorded() throws IOException {
        Path victim = segments().get(0);
        flip(victim, (int) Files.size(victim) / 2);
        try (JobEngine engine = settings().fullCheck().open()) {
            assertThat(engine.repairs())
                    .hasSize(1)
                    .first()
                    .asString()
                    .contains("was damaged", "made again from the tables");
            requireGood(engine);
            assertThat(engine.query("SELECT payload FROM audit_v1.events WHERE event = 'JournalRepaired'", 9)
                            .rows())
                    .hasSize(1);
        }
        try (JobEngine engine = settings().open()) {
            assertThat(engine.repairs()).isEmpty();
            requireGood(engine);
        }
    }

    @Test
    void aUsualOpeningDoesNotReadWhatIsOld() throws IOException {
        Path victim = segments().get(0);
        flip(victim, (int) Files.size(victim) / 2);
        settings().open().close();
        try (JobEngine engine = inspect()) {
            Verification found = engine.verify();
            assertThat(found.sound()).isFalse();
            assertThat(found.checks().get(0).detail())
                    .contains(
                            "position",
                            "cannot be read",
                            victim.getFileName().toString().replace(".gz", ""));
        }
        try (JobEngine engine = settings().fullCheck().open()) {
            requireGood(engine);
        }
    }

    @Test
    void aNewestSegmentThatIsGoneIsNoticedAndMadeAgain() throws IOException {
        List<Path> all = segments();
        Path newest = all.get(all.size() - 1);
        Files.delete(newest);
        assertThatThrownBy(() -> settings().open())
                .isInstanceOf(LedgerDamagedException.class)
                .hasMessageContaining(newest.getFileName() + " is missing in ");
        assertThatThrownBy(this::inspect)
                .isInstanceOf(LedgerDamagedException.class)
                .hasMessageContaining("position ");
        try (JobEngine engine = settings().fullCheck().open()) {
            requireGood(engine);
            assertThat(engine.repairs()).hasSize(1);
        }
    }

    @Test
    void aJournalThatIsGoneAltogetherIsMadeAgain() throws IOException {
        for (Path segment : segments()) {
            Files.delete(segment);
        }
        assertThatThrownBy(() -> settings().open()).isInstanceOf(LedgerDamagedException.class);
        try (JobEngine engine = settings().fullCheck().open()) {
            requireGood(engine);
        }
    }

    @Test
    void tablesThatAreNotWhatTheJournalSaysAreMadeAgain() throws SQLException, IOException {
        tamper("UPDATE LEDGER.JOB_STATS SET status = 'FAILED' WHERE job_id = 7");
        try (JobEngine engine = inspect()) {
            assertThat(engine.verify().sound()).isFalse();
        }
        try (JobEngine engine = settings().fullCheck().open()) {
            assertThat(engine.repairs()).hasSize(1).first().asString().contains("JOB_ID=7", "are made again");
            requireGood(engine);
        }
        try (Stream<Path> files = Files.list(ledger)) {
            assertThat(files.map(Path::getFileName).map(Path::toString)).anyMatch(name -> name.contains(".broken-"));
        }
    }

    @Test
    void tablesThatAreMissingAreMadeAgain() throws IOException {
        Files.delete(ledger.resolve("ledger.mv.db"));
        try (JobEngine engine = settings().fullCheck().open()) {
            assertThat(engine.repairs())
                    .containsExactly("the tables were missing: they are made again from the journal");
            requireGood(engine);
        }
    }

    @Test
    void whereBothAreDamagedTheFirstBadPositionIsNamedAndNothingIsChanged() throws IOException {
        Path victim = segments().get(0);
        flip(victim, (int) Files.size(victim) / 2);
        Files.delete(ledger.resolve("ledger.mv.db"));
        List<Path> before = segments();
        assertThatThrownBy(() -> settings().fullCheck().open())
                .isInstanceOf(LedgerDamagedException.class)
                .hasMessageMatching(
                        "(?s).*position \\d+ cannot be read, and cannot be made again: there are no tables.*");
        assertThat(segments()).isEqualTo(before);
    }

    @Test
    void nothingIsSaidOfALedgerThatIsSound() {
        try (JobEngine engine = settings().fullCheck().open()) {
            assertThat(engine.repairs()).isEmpty();
            requireGood(engine);
        }
    }
}
