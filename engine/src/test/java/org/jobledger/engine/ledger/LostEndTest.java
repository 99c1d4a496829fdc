package org.jobledger.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jobledger.engine.Anchor;
import org.jobledger.engine.EngineClock;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.LedgerDamagedException;
import org.jobledger.engine.VerificationListener;
import org.jobledger.engine.event.Durability;
import org.jobledger.engine.event.OpenMode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole groups that are gone from the end of a segment that is still there, which nothing in an unclosed journal tells. */
class LostEndTest {
    private static final UUID ID = UUID.fromString("5b4e1d0a-3a1c-4a57-9d3e-2f6d0c1b7a11");
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    private Path home;

    private Path ledger;
    private final MemoryLog history = killed();

    /** The last epoch was not closed; it has some segments. */
    private static MemoryLog killed() {
        MemoryLog log = Histories.mixed();
        log.nextEpoch();
        Histories.open(log);
        Histories.completedJob(log, 10, 30);
        return log;
    }

    private List<StoredEvent> events() {
        return history.events();
    }

    private StoredEvent last() {
        return events().get(events().size() - 1);
    }

    @BeforeEach
    void writeTheJournal() throws IOException {
        ledger = Files.createDirectory(home.resolve("ledger"));
        JournalFiles.write(new RealDisk(), ledger, ID, events(), 4096);
    }

    private void makeTables(MemoryLog of) {
        try (Projector projector = Projector.start(of, TablePlace.owned(ledger))) {
            projector.awaitApplied(of.forcedPosition(), LONG);
        }
    }

    private Path newest() throws IOException {
        try (Stream<Path> files = Files.list(ledger.resolve("journal"))) {
            return files.filter(file -> file.toString().endsWith(".journal"))
                    .max(Path::compareTo)
                    .orElseThrow();
        }
    }

    /** Where the groups of the newest segment begin, and where the last one ends. */
    private List<Long> borders() throws IOException {
        try (SegmentReader reader = SegmentReader.open(new RealDisk(), newest())) {
            List<Long> borders = new ArrayList<>(List.of(reader.offset()));
            while (reader.next(reader.fileLength()) != null) {
                borders.add(reader.offset());
            }
            return borders;
        }
    }

    /** Takes the last groups away: the file ends before them, or zeros stand there as in the room that is made ahead. */
    private void lose(int groups, boolean zeros) throws IOException {
        List<Long> borders = borders();
        assertThat(borders).hasSizeGreaterThan(groups);
        try (RandomAccessFile file = new RandomAccessFile(newest().toFile(), "rw")) {
            long length = file.length();
            file.setLength(borders.get(borders.size() - 1 - groups));
            file.setLength(zeros ? length : file.length());
        }
    }

    private Ledger open() {
        return Ledger.open(new LedgerSettings(
                ledger, OpenMode.HOLD, Durability.POWER_LOSS, 4096, EngineClock.system(), new RealDisk()));
    }

    private static String text(List<StoredEvent> log) {
        return log.stream()
                .map(event -> event.position() + " " + HexFormat.of().formatHex(event.hash()))
                .toList()
                .toString();
    }

    /** What an opening makes of it: the history as it was up to a position, then the events of the opening. */
    private List<String> openedWithAllUpTo(long position) {
        try (Ledger opened = open()) {
            List<StoredEvent> now = Logs.read(opened.log());
            assertThat(text(now.subList(0, (int) position))).isEqualTo(text(events().subList(0, (int) position)));
            assertThat(now.get((int) position).epoch()).isGreaterThan(last().epoch());
            return opened.repairs();
        }
    }

    @Test
    void whatTheTablesHoldOfItIsMadeAgainAtAnyOpeningAndRecorded() throws IOException {
        makeTables(history);
        int groups = borders().size() - 1;
        lose(groups, false);
        try (JobEngine engine = JobEngine.at(ledger).mode(OpenMode.INSPECT).open()) {
            assertThat(engine.verify().sound()).isFalse();
        }
        assertThat(openedWithAllUpTo(last().position()))
                .singleElement()
                .asString()
                .contains("to " + last().position() + " were made again from the tables");
    }

    @Test
    void zerosInItsPlaceAreNoticedToo() throws IOException {
        makeTables(history);
        lose(1, true);
        assertThat(openedWithAllUpTo(last().position())).hasSize(1);
        assertThat(openedWithAllUpTo(last().position())).isEmpty();
    }

    @Test
    void tablesThatLagProveOnlyWhatTheyHoldAndAnAnchorTellsTheRest() throws IOException {
        makeTables(history.upTo(last().position() - 2));
        lose(2, false);
        openedWithAllUpTo(last().position() - 2);
        requireMissedByAnAnchor();
    }

    /** The limit: where nothing knows of it, it is gone silently, but for an anchor. */
    @Test
    void withoutTablesOnlyAnAnchorTells() throws IOException {
        lose(1, false);
        assertThat(openedWithAllUpTo(last().position() - 1)).isEmpty();
        requireMissedByAnAnchor();
    }

    private void requireMissedByAnAnchor() {
        Anchor noted =
                new Anchor(last().position(), last().epoch(), HexFormat.of().formatHex(last().hash()));
        try (JobEngine engine = JobEngine.at(ledger).mode(OpenMode.INSPECT).open()) {
            assertThat(engine.verify().sound()).isTrue();
            assertThat(engine.verify(List.of(noted), VerificationListener.NONE).checks())
                    .filteredOn(check -> !check.sound())
                    .singleElement()
                    .satisfies(check -> assertThat(check.detail()).contains("position " + noted.position()));
        }
    }

    @Test
    void whereTheTablesAreDamagedThereTooTheFirstBadPositionIsNamedAndNothingIsBegun() throws Exception {
        makeTables(history);
        lose(2, false);
        long first = last().position() - 3;
        tamper("UPDATE LEDGER.EVENT SET payload = X'7B7D' WHERE position = " + first);
        byte[] before = Files.readAllBytes(newest());
        assertThatThrownBy(this::open)
                .isInstanceOf(LedgerDamagedException.class)
                .hasMessageContaining("position " + first + " and those after it were durable");
        assertThat(Files.readAllBytes(newest())).isEqualTo(before);
        Files.move(ledger.resolve("ledger.mv.db"), ledger.resolve("aside"));
        openedWithAllUpTo(first - 1);
    }

    private void tamper(String sql) throws SQLException {
        OrderedFilePath.register();
        String url = "jdbc:h2:" + OrderedFilePath.name("", ledger.resolve("ledger"));
        try (Connection connection = DriverManager.getConnection(url, "LEDGER", "");
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).isPositive();
        }
    }

    @Test
    void tablesOfAnotherHistoryProveNothing() throws IOException {
        MemoryLog other = new MemoryLog();
        Histories.begin(other);
        Histories.completedJob(other, 1, 200);
        assertThat(other.forcedPosition()).isGreaterThan(history.forcedPosition());
        makeTables(other);
        assertThat(openedWithAllUpTo(last().position())).isEmpty();
    }

    @Test
    void atAnEndThatWasNotLostNothingIsDone() throws IOException {
        makeTables(history);
        assertThat(openedWithAllUpTo(last().position())).isEmpty();
    }
}
