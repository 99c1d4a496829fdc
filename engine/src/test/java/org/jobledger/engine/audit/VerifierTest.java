package org.jobledger.engine.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jobledger.engine.Anchor;
import org.jobledger.engine.InvalidRequestException;
import org.jobledger.engine.LedgerDamagedException;
import org.jobledger.engine.Verification;
import org.jobledger.engine.Verification.Check;
import org.jobledger.engine.VerificationCancelledException;
import org.jobledger.engine.VerificationListener;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.JobCompleted;
import org.jobledger.engine.event.ProgressTicked;
import org.jobledger.engine.ledger.EventCursor;
import org.jobledger.engine.ledger.ForcedLog;
import org.jobledger.engine.ledger.Histories;
import org.jobledger.engine.ledger.MemoryLog;
import org.jobledger.engine.ledger.Projection;
import org.jobledger.engine.ledger.StoredEvent;
import org.jobledger.engine.ledger.Tables;
import org.jobledger.engine.ledger.TablesSnapshot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerifierTest {

    @TempDir
    private Path directory;

    private final MemoryLog log = Histories.mixed();

    @Test
    void aSoundLedgerIsSoundInEveryWay() {
        Verification verification = verify(log, "");

        assertThat(verification.checks())
                .allSatisfy(
                        check -> assertThat(check.sound()).as(check.toString()).isTrue());
        assertThat(verification.checks())
                .extracting(Check::name)
                .containsExactly(
                        "journal is dense and chained",
                        "job histories follow the state table",
                        "event table equals the journal",
                        "head of the tables is in the journal",
                        "table EPOCH equals a replay",
                        "table HEAD equals a replay",
                        "table JOB equals a replay",
                        "table JOB_CLAIM equals a replay",
                        "table JOB_INFO equals a replay",
                        "table JOB_STATS equals a replay",
                        "table RECOVERY equals a replay",
                        "table RESOURCE equals a replay");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "UPDATE LEDGER.EVENT SET payload = X'7b7d' WHERE position = 7 | event table | position 7: the payload",
                "UPDATE LEDGER.EVENT SET salt = X'00' WHERE position = 8 | event table | position 8: the payload",
                "UPDATE LEDGER.EVENT SET hash = X'00' WHERE position = 9 | event table | position 9: the hash",
                "UPDATE LEDGER.EVENT SET job_id = 77 WHERE position = 7 | event table | position 7: the header",
                "UPDATE LEDGER.EVENT SET at = DATEADD(MICROSECOND, 1, at) WHERE position = 7 | event table | position 7: the header",
                "DELETE FROM LEDGER.EVENT WHERE position = 6 | event table | position 6",
                "DELETE FROM LEDGER.EVENT WHERE position >= 30 | event table | position 30: the table has no row",
                "INSERT INTO LEDGER.EVENT SELECT 99, epoch, at, 0, 0, 1, 1, salt, payload, hash FROM LEDGER.EVENT WHERE position = 1"
                        + " | event table | position 99",
                "UPDATE LEDGER.JOB_STATS SET status = 'FAILED' WHERE job_id = 1 | JOB_STATS | JOB_ID=1,",
                "DELETE FROM LEDGER.JOB_STATS WHERE job_id = 4 | JOB_STATS | no more row",
                "UPDATE LEDGER.JOB_INFO SET processed = 1 | JOB_INFO | JOB_ID=3,",
                "UPDATE LEDGER.JOB SET principal = 'mallory' WHERE job_id = 2 | table JOB equals | mallory",
                "UPDATE LEDGER.RESOURCE SET definition = '{}' WHERE path = 'p' | RESOURCE | RESOURCE_KEY=pool:p",
                "DELETE FROM LEDGER.RECOVERY | RECOVERY | no more row",
                "UPDATE LEDGER.JOB_CLAIM SET mode = 'SHARED' WHERE job_id = 1 | JOB_CLAIM | JOB_ID=1",
                "UPDATE LEDGER.EPOCH SET host = 'x' WHERE epoch = 2 | EPOCH | EPOCH=2",
                "UPDATE LEDGER.HEAD SET hash = X'00' | head of the tables | position 34"
            })
    void tablesThatWereTamperedWithAreFound(String sql, String check, String detail) {
        Verification verification = verify(log, sql);

        assertThat(verification.checks().stream().filter(each -> !each.sound())).anySatisfy(each -> {
            assertThat(each.name()).contains(check);
            assertThat(each.detail()).contains(detail);
        });
        assertThat(verification.checks().get(0).sound()).isTrue();
    }

    @Test
    void aChangedRemovedOrReorderedEventOfTheJournalIsFoundAndNamed() {
        List<StoredEvent> events = log.events();
        StoredEvent seventh = events.get(6);
        StoredEvent changed = new StoredEvent(
                7,
                seventh.epoch(),
                seventh.atMicros(),
                seventh.jobId(),
                seventh.jobVersion(),
                seventh.typeCode(),
                seventh.schema(),
                seventh.salt(),
                "{}".getBytes(StandardCharsets.UTF_8),
                seventh.hash());

        assertFirstFault(List.of(events.get(0), events.get(2)), "position 3: follows position 1");
        assertFirstFault(List.of(events.get(1)), "position 2: follows position 0");
        assertFirstFault(
                Stream.concat(events.subList(0, 6).stream(), Stream.of(changed)).toList(),
                "position 7: its hash is not that of its content");
    }

    @Test
    void aJournalThatCannotBeReadIsSaidSo() {
        Fixed broken = new Fixed(log.events().subList(0, 5), true);

        Check first = verifyEmptyTables(broken).checks().get(0);

        assertThat(first.sound()).isFalse();
        assertThat(first.detail()).isEqualTo("position 6: a frame is broken");
    }

    @Test
    void anIllegalHistoryIsFound() {
        MemoryLog illegal = log.upTo(5);
        illegal.append(1, new JobCompleted(Document.empty()));
        illegal.append(2, new ProgressTicked(1, 1));

        Verification verification = verifyEmptyTables(illegal);

        assertThat(verification.checks().get(0).sound()).isTrue();
        assertThat(verification.checks().get(1).sound()).isFalse();
        assertThat(verification.checks().get(1).detail()).startsWith("position 6: job 1 in state CREATED");
    }

    @Test
    void tablesThatLagAreSoundAsFarAsTheyGo() {
        try (Projection tables = Projection.inMemory()) {
            Tables.fill(tables, log.events().subList(0, 20), 5);
            try (TablesSnapshot snapshot = tables.snapshot()) {
                assertThat(Verifier.verify(log, snapshot).sound()).isTrue();
            }
        }
    }

    @Test
    void tablesAheadOfTheJournalAreAFault() {
        try (Projection tables = Projection.inMemory()) {
            Tables.fill(tables, log.events(), 5);
            try (TablesSnapshot snapshot = tables.snapshot()) {
                assertThat(Verifier.verify(log.upTo(20), snapshot).checks().stream()
                                .filter(check -> !check.sound()))
                        .extracting(Check::detail)
                        .contains("position 34: the tables stand there, but the journal ends at 20");
            }
        }
    }

    private Verification verify(ForcedLog journal, VerificationListener listener, Anchor... anchors) {
        try (Projection tables = Projection.inMemory()) {
            Tables.fill(tables, log.events(), 5);
            try (TablesSnapshot snapshot = tables.snapshot()) {
                return Verifier.verify(journal, snapshot, List.of(anchors), listener);
            }
        }
    }

    @Test
    void anAnchorThatWasNotedIsFoundAgain() {
        Anchor noted = Anchors.headOf(log.upTo(20));
        Anchor without = Anchor.parse(noted.position() + ":" + noted.hash().toUpperCase(Locale.ROOT));

        Verification verification = verify(log, VerificationListener.NONE, noted, without, Anchors.headOf(log));

        assertThat(verification.sound()).isTrue();
        assertThat(verification.checks().get(4).name()).isEqualTo("journal holds the anchor at position 20");
        assertThat(Anchor.parse(noted.toString())).isEqualTo(noted);
    }

    @Test
    void anAnchorOfAnotherHistoryOfAnotherEpochOrOfAnEndThatWasCutOffIsAFault() {
        Anchor noted = Anchors.headOf(log.upTo(20));
        String hash = noted.hash().replace(noted.hash().charAt(5), noted.hash().charAt(5) == '0' ? '1' : '0');

        assertThat(verify(log, VerificationListener.NONE, new Anchor(20, 0, hash))
                        .checks())
                .filteredOn(check -> !check.sound())
                .extracting(Check::detail)
                .containsExactly(
                        "position 20: another hash was noted: this event, or one before it, is not what it was");
        assertThat(verify(log, VerificationListener.NONE, new Anchor(20, 77, noted.hash()))
                        .checks())
                .filteredOn(check -> !check.sound())
                .extracting(Check::detail)
                .containsExactly("position 20: epoch 77 was noted, it is " + noted.epoch());
        assertThat(verify(log, VerificationListener.NONE, new Anchor(100, 0, hash))
                        .checks())
                .filteredOn(check -> !check.sound())
                .extracting(Check::detail)
                .containsExactly(
                        "position 35: the history ends before it, but had position 100 when the anchor was noted");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "12", "12:", "x:y", "12:abc", "-1:0:00", "1:2:3:4"})
    void whatIsNoAnchorIsRefusedByName(String text) {
        assertThatThrownBy(() -> Anchor.parse(text))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("'" + text + "' is no anchor");
    }

    @Test
    void aListenerHearsHowFarItIsAndCanEndIt() {
        MemoryLog longer = Histories.mixed();
        for (long job = 10; job < 800; job++) {
            Histories.completedJob(longer, job, 2);
        }
        List<Long> heard = new ArrayList<>();
        long total = longer.forcedPosition();

        Verification verification = verify(longer, (checked, all) -> {
            heard.add(checked);
            return all == total;
        });

        assertThat(verification.checks().get(0).sound()).isTrue();
        assertThat(heard).isSorted().startsWith(1000L, 2000L).endsWith(total);
        List<Long> until = new ArrayList<>();
        assertThatThrownBy(() -> verify(longer, (checked, all) -> {
                    until.add(checked);
                    return checked < 3000;
                }))
                .isInstanceOf(VerificationCancelledException.class)
                .hasMessage("the verification was ended at position 3000 of " + total);
        assertThat(until).containsExactly(1000L, 2000L, 3000L);
    }

    private Verification verify(MemoryLog journal, String tampering) {
        try (Projection tables = Projection.openFile(directory)) {
            Tables.fill(tables, journal.events(), 5);
            tamper(tampering);
            try (TablesSnapshot snapshot = tables.snapshot()) {
                return Verifier.verify(journal, snapshot);
            }
        }
    }

    private void tamper(String sql) {
        String url = "jdbc:h2:jobledger:" + directory.resolve("ledger");
        try (Connection connection = DriverManager.getConnection(url, "LEDGER", "");
                Statement statement = connection.createStatement()) {
            if (!sql.isEmpty()) {
                assertThat(statement.executeUpdate(sql)).isPositive();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private void assertFirstFault(List<StoredEvent> journal, String detail) {
        Check first = verifyEmptyTables(new Fixed(journal, false)).checks().get(0);
        assertThat(first.sound()).isFalse();
        assertThat(first.detail()).startsWith(detail);
    }

    private static Verification verifyEmptyTables(ForcedLog journal) {
        try (Projection tables = Projection.inMemory();
                TablesSnapshot snapshot = tables.snapshot()) {
            return Verifier.verify(journal, snapshot);
        }
    }

    /** A journal that says what a test wants it to say. */
    private record Fixed(List<StoredEvent> events, boolean broken) implements ForcedLog {

        @Override
        public long forcedPosition() {
            return 1000;
        }

        @Override
        public boolean awaitForced(long beyondPosition, Duration atMost) {
            return false;
        }

        @Override
        public EventCursor read(long firstPosition) {
            Iterator<StoredEvent> next = events.iterator();
            return new EventCursor() {
                @Override
                public StoredEvent next() {
                    if (!next.hasNext() && broken) {
                        throw new LedgerDamagedException("a frame is broken");
                    }
                    return next.hasNext() ? next.next() : null;
                }

                @Override
                public void close() {}
            };
        }
    }
}
