package org.jobledger.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.jobledger.engine.Job;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.JobInfoType;
import org.jobledger.engine.JobStats;
import org.jobledger.engine.LedgerDamagedException;
import org.jobledger.engine.Operation;
import org.jobledger.engine.PlannedRecovery;
import org.jobledger.engine.Verification;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.EventType;
import org.jobledger.engine.event.OpenMode;
import org.jobledger.engine.event.RecoveryOutcome;
import org.jobledger.engine.event.RecoveryPolicy;
import org.jobledger.engine.ledger.disk.FailingDisk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Ledgers of every release are read by this one as they were then: one directory each, none is ever taken away or changed. "0.1.0-72" is that of
 * the formats that had event types up to 72, where a journal names its newest segment.
 */
class GoldenLedgersTest {
    private static final String GOLDEN = "/golden/ledgers/";
    private static final List<List<Integer>> TYPES =
            List.of(List.of(1, 9), List.of(32, 56), List.of(64, 65), List.of(72, 72));

    @TempDir
    private Path directory;

    static List<String> releases() {
        return List.of("0.1.0", "0.1.0-72");
    }

    private static String newest() {
        return releases().get(releases().size() - 1);
    }

    private static Path resource(String release, String name) throws URISyntaxException {
        URL found = GoldenLedgersTest.class.getResource(GOLDEN + release + "/" + name);
        assertThat(found).as("%s of %s", name, release).isNotNull();
        return Path.of(found.toURI());
    }

    private static String expected(String release) throws IOException, URISyntaxException {
        return Files.readString(resource(release, "expected.txt"), StandardCharsets.UTF_8);
    }

    private Path copy(String release) throws IOException, URISyntaxException {
        Path from = resource(release, "ledger");
        Path to = directory.resolve(release);
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
        return to;
    }

    @ParameterizedTest
    @MethodSource("releases")
    void anInspectionSaysWhatTheReleaseWrote(String release) throws IOException, URISyntaxException {
        assertThat(GoldenLedger.dump(resource(release, "ledger"))).isEqualTo(expected(release));
    }

    @ParameterizedTest
    @MethodSource("releases")
    void withoutSnapshotAndTablesItSaysTheSame(String release) throws IOException, URISyntaxException {
        Path ledger = copy(release);
        Files.delete(ledger.resolve("snapshot"));
        Files.delete(ledger.resolve("ledger.mv.db"));
        assertThat(GoldenLedger.dump(ledger)).isEqualTo(expected(release));
    }

    @ParameterizedTest
    @MethodSource("releases")
    void anInspectionChangesNothingOnTheDisk(String release) throws IOException, URISyntaxException {
        FailingDisk readOnly = new FailingDisk(new RealDisk());
        readOnly.failAfter(0, "Read-only file system", step -> true);
        try (Ledger ledger = GoldenLedger.inspect(resource(release, "ledger"), readOnly)) {
            Logs.requireChained(Logs.read(ledger.log()));
            assertThat(ledger.live().jobs()).isNotEmpty();
        }
        assertThat(readOnly.failed()).isNull();
    }

    @ParameterizedTest
    @MethodSource("releases")
    void theTablesAreThoseOfTheJournal(String release) throws IOException, URISyntaxException {
        Path ledger = copy(release);
        Journal journal = Journal.open(new RealDisk(), ledger.resolve("journal"));
        try (Projector projector = Projector.start(journal, TablePlace.owned(ledger))) {
            projector.awaitApplied(journal.forcedPosition(), Duration.ofSeconds(30));
            assertThat(Tables.contents(projector.snapshot())).isEqualTo(Tables.expected(Logs.read(journal)));
            // The snapshot is read only by a release that has the same event types; the tables are migrated.
            assertThat(projector.rebuiltBecause()).isEmpty();
        }
    }

    /** The migration of the tables empties some of them, but not before they were held against the journal. */
    @ParameterizedTest
    @MethodSource("releases")
    void itsTablesStillSayThatTheJournalLostItsEnd(String release) throws IOException, URISyntaxException {
        Path ledger = copy(release);
        List<Path> segments = segments(ledger);
        for (Path lost : segments.subList(segments.size() - 2, segments.size())) {
            Files.delete(lost);
        }
        // Without the file that names the newest segment, as the first ledgers are.
        Files.deleteIfExists(ledger.resolve("journal").resolve("newest"));
        decompress(segments.get(segments.size() - 3));
        Journal journal = Journal.open(new RealDisk(), ledger.resolve("journal"));
        try (Projector projector = Projector.start(journal, TablePlace.owned(ledger))) {
            projector.awaitApplied(journal.forcedPosition(), Duration.ofSeconds(30));
            assertThat(projector.rebuiltBecause())
                    .get()
                    .asString()
                    .contains("but the journal ends at " + journal.forcedPosition());
        }
        assertThatThrownBy(() -> JobEngine.at(ledger).adoptingCopy().open())
                .isInstanceOf(LedgerDamagedException.class)
                .hasMessageContaining("its snapshot was taken at position");
    }

    @ParameterizedTest
    @MethodSource("releases")
    void itsTablesStillMakeADamagedJournalGood(String release) throws IOException, URISyntaxException {
        Path ledger = copy(release);
        // Without it all history is read, not only the tail.
        Files.delete(ledger.resolve("snapshot"));
        Path victim = segments(ledger).get(1);
        byte[] bytes = Files.readAllBytes(victim);
        bytes[bytes.length / 2] ^= 8;
        Files.write(victim, bytes);
        assertThatThrownBy(() ->
                        JobEngine.at(ledger).adoptingCopy().mode(OpenMode.HOLD).open())
                .isInstanceOf(LedgerDamagedException.class);
        try (JobEngine engine = JobEngine.at(ledger)
                .adoptingCopy()
                .mode(OpenMode.HOLD)
                .fullCheck()
                .open()) {
            assertThat(engine.repairs())
                    .anySatisfy(repair -> assertThat(repair).contains("made again from the tables"));
            assertThat(engine.verify().checks())
                    .filteredOn(check -> !check.sound())
                    .isEmpty();
        }
        try (Ledger now = GoldenLedger.inspect(ledger, new RealDisk());
                Ledger then = GoldenLedger.inspect(resource(release, "ledger"), new RealDisk())) {
            Compression.requireBegins(Logs.read(now.log()), Logs.read(then.log()));
        }
    }

    /** A compressed segment says that another one followed it. */
    private static void decompress(Path segment) throws IOException {
        String name = segment.getFileName().toString();
        try (InputStream plain = new GZIPInputStream(Files.newInputStream(segment))) {
            Files.copy(plain, segment.resolveSibling(name.replace(".gz", "")));
        }
        Files.delete(segment);
    }

    private static List<Path> segments(Path ledger) throws IOException {
        try (Stream<Path> files = Files.list(ledger.resolve("journal"))) {
            return files.filter(file -> file.getFileName().toString().contains(".journal"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("releases")
    void aRecoveryGoesOnFromThere(String release) throws Exception {
        Path ledger = copy(release);
        try (JobEngine engine = JobEngine.at(ledger)
                .operation(Operation.of(
                        "wipe", RecoveryPolicy.RESUME, job -> job.checkpoint().orElseThrow()))
                .open()) {
            assertThat(engine.recoveries())
                    .extracting(PlannedRecovery::operation, PlannedRecovery::outcome)
                    .contains(tuple("wipe", RecoveryOutcome.RESUMED), tuple("import", RecoveryOutcome.HELD));
            engine.close(Duration.ofSeconds(30));
        }
        requireGoneOnFrom(release, ledger);
        try (JobEngine engine = JobEngine.at(ledger).open()) {
            Optional<JobStats> stats = engine.jobStats(5);
            assertThat(stats).get().satisfies(wiped -> {
                assertThat(wiped.type()).isEqualTo(JobInfoType.COMPLETED);
                assertThat(wiped.result()).isEqualTo(Document.of("pass", 2, "offset", 0));
            });
            Job held = engine.job(6);
            assertThat(held.id()).isEqualTo(6);
            Verification verification = engine.verify();
            assertThat(verification.checks())
                    .allSatisfy(
                            check -> assertThat(check.sound()).as("%s", check).isTrue());
        }
    }

    /** The history of then stands unchanged before the events of now, the first of which say that the torn tail was cut. */
    private static void requireGoneOnFrom(String release, Path ledger) throws IOException, URISyntaxException {
        try (Ledger now = GoldenLedger.inspect(ledger, new RealDisk());
                Ledger then = GoldenLedger.inspect(resource(release, "ledger"), new RealDisk())) {
            List<StoredEvent> before = Logs.read(then.log());
            List<StoredEvent> after = Logs.read(now.log());
            Compression.requireBegins(after, before);
            assertThat(after.subList(before.size(), before.size() + 2))
                    .extracting(event -> EventType.ofCode(event.typeCode()))
                    .containsExactly(EventType.ENGINE_OPENED, EventType.TAIL_CUT);
        }
    }

    /** What the generator makes now is what the newest release wrote, though the shapes of events may have changed since. */
    @Test
    void theGeneratorMakesTheHistoryOfTheNewestRelease() throws IOException, URISyntaxException {
        try (Ledger golden = GoldenLedger.inspect(resource(newest(), "ledger"), new RealDisk())) {
            List<StoredEvent> log = Logs.read(golden.log());
            assertThat(log)
                    .extracting(StoredEvent::decode)
                    .isEqualTo(GoldenHistory.events().stream()
                            .map(StoredEvent::decode)
                            .toList());
            assertThat(log).extracting(StoredEvent::typeCode).contains(typeCodes());
        }
    }

    /** The types that there were when the newest golden ledger was made; those since then come with the next one. */
    private static Integer[] typeCodes() {
        return Stream.of(EventType.values())
                .map(EventType::code)
                .filter(code -> TYPES.stream().anyMatch(range -> code >= range.get(0) && code <= range.get(1)))
                .toArray(Integer[]::new);
    }
}
