package org.jobledger.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jobledger.engine.JobInfoType;
import org.jobledger.engine.JobStats;
import org.jobledger.engine.event.Claim;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.EventType;
import org.jobledger.engine.event.JobStarted;
import org.jobledger.engine.event.JobStatus;
import org.jobledger.engine.event.ResourceRecorded;
import org.jobledger.engine.event.ResourceRef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProjectionTest {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 1000})
    void theTablesDoNotDependOnHowTheEventsAreGrouped(int groupSize) {
        MemoryLog log = Histories.mixed();

        try (Projection tables = Projection.openFile(directory)) {
            Tables.fill(tables, log.events(), groupSize);

            assertThat(Tables.contents(tables.snapshot())).isEqualTo(Tables.expected(log.events()));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 8, 17, 22, 25})
    void unfinishedJobsGoOnWhereTheFileWasClosed(int closeAfter) {
        MemoryLog log = Histories.mixed();
        try (Projection tables = Projection.openFile(directory)) {
            Tables.fill(tables, log.events().subList(0, closeAfter), 4);
        }

        try (Projection tables = Projection.openFile(directory)) {
            assertThat(tables.head().standsAt(log.events().get(closeAfter - 1))).isTrue();
            Tables.fill(tables, log.events().subList(closeAfter, log.events().size()), 4);

            assertThat(Tables.contents(tables.snapshot())).isEqualTo(Tables.expected(log.events()));
        }
    }

    @Test
    void everyByteOfAPayloadIsKept() {
        MemoryLog log = new MemoryLog();
        Histories.begin(log);
        List<String> texts = List.of(
                "{\"rate\":1.50,\"big\":12345678901234567890,\"e\":1E400}",
                "{ \"quotes\" : \"it's \\\"so\\\"\" ,\t\"?\":\":name <x> {d '2020'}\"}",
                "{\"\u00fc\":\"\uD83D\uDE00\u2028\",\"nul\":\"\\u0000\"}");
        long version = 1;
        for (String text : texts) {
            log.append(new ResourceRecorded(ResourceRef.of("pool", "p"), version++, new Document(text)));
        }

        try (Projection tables = Projection.openFile(directory)) {
            Tables.fill(tables, log.events(), 100);

            assertThat(Tables.contents(tables.snapshot()).get("EVENT"))
                    .isEqualTo(log.events().stream().map(Tables::text).toList());
            assertThat(tables.query("SELECT definition FROM resources", 10).rows())
                    .containsExactly(List.of(texts.get(2)));
            assertThat(tables.query("SELECT payload FROM events WHERE position = 3", 10)
                            .rows())
                    .containsExactly(List.of(new String(log.events().get(2).payload(), StandardCharsets.UTF_8)));
            assertThat(tables.query("SELECT (payload_json).\"definition\".\"big\" FROM events WHERE position = 3", 1)
                            .rows())
                    .containsExactly(List.of("12345678901234567890"));
        }
    }

    @Test
    void aLargePayloadFits() {
        MemoryLog log = new MemoryLog();
        Histories.begin(log);
        Document large = Document.of("list", Collections.nCopies(20_000, "\u20ac\u20ac\u20ac"));
        log.append(1, Histories.definition("wipe", large));
        log.append(1, new JobStarted(1, false, "w"));

        try (Projection tables = Projection.openFile(directory)) {
            Tables.fill(tables, log.events(), 100);

            assertThat(tables.eventsOf(1)).hasSize(2);
            assertThat(tables.query("SELECT LENGTH(parameters) FROM jobs", 1)
                            .rows()
                            .get(0)
                            .get(0))
                    .isEqualTo((long) large.json().length());
        }
        try (Projection tables = Projection.openFile(directory)) {
            assertThat(tables.head().position()).isEqualTo(4);
        }
    }

    @Test
    void theRecordOfAFinishedJobSaysWhatItsEventsSaid() {
        MemoryLog log = Histories.mixed();
        try (Projection tables = Projection.inMemory()) {
            Tables.fill(tables, log.events(), 5);

            JobStats stats = tables.stats(1).orElseThrow();

            assertThat(stats.operation()).isEqualTo("wipe");
            assertThat(stats.type()).isEqualTo(JobInfoType.COMPLETED);
            assertThat(stats.status()).isEqualTo(JobStatus.COMPLETED);
            assertThat(stats.claims())
                    .containsExactly(Claim.exclusive(ResourceRef.of("pool", "p").child("volume", "v-wipe")));
            assertThat(stats.processed()).isEqualTo(1_000_000);
            assertThat(stats.total()).isEqualTo(1_000_000);
            assertThat(stats.unit()).isEqualTo("bytes");
            assertThat(stats.timeElapsedMillis()).isEqualTo(1500);
            assertThat(stats.ticks()).isEqualTo(3);
            assertThat(stats.result().json()).isEqualTo("{\"wiped\":true}");
            assertThat(stats.createdAt()).isEqualTo(log.events().get(4).at());
            assertThat(stats.endedAt()).isEqualTo(log.events().get(12).at());
            assertThat(tables.stats(2).orElseThrow().type()).isEqualTo(JobInfoType.FAILED);
            assertThat(tables.stats(2).orElseThrow().total()).isEqualTo(-1);
            assertThat(tables.stats(3)).as("has not ended").isEmpty();
            assertThat(tables.stats(99)).isEmpty();
        }
    }

    @Test
    void theNewestFinishedJobsComeNewestFirst() {
        try (Projection tables = Projection.inMemory()) {
            Tables.fill(tables, Histories.mixed().events(), 5);

            assertThat(tables.newest(10)).extracting(JobStats::id).containsExactly(4L, 2L, 1L);
            assertThat(tables.newest(2)).extracting(JobStats::id).containsExactly(4L, 2L);
            assertThat(tables.newest(0)).isEmpty();
        }
    }

    @Test
    void theEventsOfAJobComeInOrder() {
        MemoryLog log = Histories.mixed();
        try (Projection tables = Projection.inMemory()) {
            Tables.fill(tables, log.events(), 5);

            assertThat(tables.eventsOf(3).stream().map(Tables::text))
                    .isEqualTo(log.events().stream()
                            .filter(event -> event.jobId() == 3)
                            .map(Tables::text)
                            .toList());
            assertThat(tables.eventsOf(77)).isEmpty();
        }
    }

    @Test
    void anAuditorSeesTheTimelineWithMicrosecondsAndZone() {
        MemoryLog log = Histories.mixed();
        try (Projection tables = Projection.inMemory()) {
            Tables.fill(tables, log.events(), 5);

            List<List<Object>> rows = tables.query(
                            "SELECT event, at, operation FROM job_timeline WHERE job_id = 3 ORDER BY job_version", 100)
                    .rows();

            assertThat(rows.stream().map(row -> row.get(0)))
                    .containsExactly(
                            "JobCreated",
                            "JobStarted",
                            "PhaseEntered",
                            "CheckpointReached",
                            "AbortRequested",
                            "JobInterrupted",
                            "RecoveryDecided");
            Instant created = ((OffsetDateTime) rows.get(0).get(1)).toInstant();
            assertThat(created)
                    .isEqualTo(log.events().stream()
                            .filter(event -> event.jobId() == 3)
                            .findFirst()
                            .orElseThrow()
                            .at());
            assertThat(created).isNotEqualTo(created.truncatedTo(ChronoUnit.MILLIS));
            assertThat(rows.get(0).get(2)).isEqualTo("clone");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "events",
                "jobs",
                "job_stats",
                "job_timeline",
                "job_claims",
                "resources",
                "recoveries",
                "epochs",
                "head",
                "dictionary"
            })
    void anAuditorCanReadEachView(String view) {
        try (Projection tables = Projection.inMemory()) {
            Tables.fill(tables, Histories.mixed().events(), 5);

            assertThat(tables.query("SELECT * FROM " + view, 1000).rows()).isNotEmpty();
        }
    }

    @Test
    void theTableOfTypesNamesEveryTypeOfThisRelease() {
        try (LedgerDatabase database = LedgerDatabase.memory();
                Handle administrator = database.administrator()) {
            assertThat(administrator
                            .createQuery("SELECT code, name FROM LEDGER.EVENT_TYPE")
                            .reduceResultSet(new TreeMap<Integer, String>(), (types, row, any) -> {
                                types.put(row.getInt(1), row.getString(2));
                                return types;
                            }))
                    .isEqualTo(Arrays.stream(EventType.values())
                            .collect(Collectors.toMap(EventType::code, EventType::wireName)));
        }
    }

    @Test
    void anEventThatThisReleaseCannotReadIsRefusedWhole() {
        MemoryLog log = new MemoryLog();
        Histories.begin(log);
        log.append(0, 99, "{}".getBytes(StandardCharsets.UTF_8));
        try (Projection tables = Projection.inMemory()) {
            assertThatThrownBy(() -> tables.apply(log.events()))
                    .isInstanceOf(UnreadableHistoryException.class)
                    .hasMessageContaining("position 3")
                    .hasMessageContaining("99");
            assertThat(tables.head().position()).isZero();
        }
    }

    @Test
    void eventsThatDoNotFollowTheHeadAreRefused() {
        MemoryLog log = Histories.mixed();
        try (Projection tables = Projection.inMemory()) {
            assertThatThrownBy(() -> tables.apply(log.events().subList(1, 3)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("position 2");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"with;semicolon", "with%3Bpercent", "with space", "\u00fcml\u00e4ut", "a=b,c"})
    void aLedgerMayLieInADirectoryOfAnyName(String name) throws Exception {
        Path odd = Files.createDirectory(directory.resolve(name));

        try (Projection tables = Projection.openFile(odd)) {
            Tables.fill(tables, Histories.mixed().events(), 5);
        }

        assertThat(odd.resolve("ledger.mv.db")).isRegularFile();
        try (Projection tables = Projection.openFile(odd)) {
            assertThat(tables.head().position()).isPositive();
        }
    }

    @Test
    void aSnapshotStandsStillWhileEventsAreApplied() {
        MemoryLog log = Histories.mixed();
        try (Projection tables = Projection.inMemory()) {
            Tables.fill(tables, log.events().subList(0, 10), 5);
            try (TablesSnapshot snapshot = tables.snapshot()) {
                Tables.fill(tables, log.events().subList(10, log.events().size()), 5);

                assertThat(snapshot.head().position()).isEqualTo(10);
                assertThat(Tables.contents(snapshot))
                        .isEqualTo(Tables.expected(log.events().subList(0, 10)));
            }
        }
    }

    @Test
    void onlyTheDatabaseFileIsLeftBehind() throws Exception {
        try (Projection tables = Projection.openFile(directory)) {
            Tables.fill(tables, Histories.mixed().events(), 5);
        }

        try (var files = Files.list(directory)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactly("ledger.mv.db");
        }
    }
}
