package org.jobledger.engine.ledger;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jdbi.v3.core.Handle;
import org.jobledger.engine.EngineClock;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.JobStats;
import org.jobledger.engine.event.CheckpointReached;
import org.jobledger.engine.event.Durability;
import org.jobledger.engine.event.OpenMode;
import org.jobledger.engine.event.PhaseEntered;
import org.jobledger.engine.state.JobState;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Makes the golden ledger of a release, and says as text what is in one.
 *
 * <p>By hand, once for each release: {@code mvn -pl engine -am test -Dtest=GoldenLedger -Dgolden.ledger=DIRECTORY}, where the directory
 * does not exist yet; it gets {@code ledger/} and {@code expected.txt}. Then look at both, and never change them again.
 */
final class GoldenLedger {
    private static final long SEGMENT = 4096;
    private static final int SNAPSHOT_AT = 130;

    @Test
    @EnabledIfSystemProperty(named = "golden.ledger", matches = ".+")
    void make() throws IOException {
        Path target = Path.of(System.getProperty("golden.ledger"));
        Path ledger = Files.createDirectories(target).resolve("ledger");
        Files.createDirectory(ledger);
        make(ledger);
        Files.writeString(target.resolve("expected.txt"), dump(ledger), StandardCharsets.UTF_8);
    }

    /** A ledger with compressed and plain segments, a torn tail, a snapshot from before its end, and its tables. */
    static void make(Path ledger) throws IOException {
        Disk disk = new RealDisk();
        List<StoredEvent> log = GoldenHistory.events();
        Journal journal = JournalFiles.write(disk, ledger, UUID.fromString(GoldenHistory.LEDGER_ID), log, SEGMENT);
        new SegmentCompressor(journal, LedgerOnDisk.NOBODY_ELSE, 0, () -> {}).run();
        writeSnapshot(disk, ledger, log.subList(0, SNAPSHOT_AT));
        try (Projector projector = Projector.start(journal, TablePlace.owned(ledger))) {
            projector.awaitApplied(log.size(), Duration.ofSeconds(30));
        }
        compactTables(ledger);
        JournalFiles.tear(journal);
    }

    /** A test resource had better be small. */
    private static void compactTables(Path ledger) throws IOException {
        try (LedgerDatabase tables = LedgerDatabase.asItIs(ledger.resolve(OwnedPlace.NAME));
                Handle administrator = tables.administrator();
                Statement statement = administrator.getConnection().createStatement()) {
            statement.execute("SHUTDOWN COMPACT");
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    private static void writeSnapshot(Disk disk, Path ledger, List<StoredEvent> log) throws IOException {
        LiveState live = new LiveState();
        log.forEach(event -> live.apply(event.decode()));
        StoredEvent last = log.get(log.size() - 1);
        new SnapshotFile(disk, ledger)
                .write(live.capture(new JournalHead(last.position(), last.hash()), last.atMicros()));
    }

    /** What a build reads from a ledger: the head, every event as it was written, what lives, and the records of what has ended. */
    static String dump(Path ledger) {
        StringBuilder text = new StringBuilder();
        try (JobEngine engine = JobEngine.at(ledger).mode(OpenMode.INSPECT).open();
                Ledger inspected = inspect(ledger, new RealDisk())) {
            List<StoredEvent> log = Logs.read(inspected.log());
            StoredEvent last = log.get(log.size() - 1);
            text.append("head ")
                    .append(last.position())
                    .append(' ')
                    .append(hex(last.hash()))
                    .append('\n');
            text.append("epoch ").append(inspected.epoch()).append('\n');
            log.forEach(event -> text.append(line(event)).append('\n'));
            inspected.live().jobs().forEach(job -> text.append(line(job)).append('\n'));
            text.append(inspected.live().resources().stream()
                    .map(state -> "resource " + state.resource().kind() + " "
                            + state.resource().path() + " version " + state.version() + " " + state.definition() + "\n")
                    .sorted()
                    .collect(Collectors.joining()));
            LongStream.rangeClosed(1, inspected.live().lastJobId())
                    .mapToObj(engine::jobStats)
                    .flatMap(Optional::stream)
                    .forEach(stats -> text.append(line(stats)).append('\n'));
        }
        return text.toString();
    }

    /** Opens it to look at it. */
    static Ledger inspect(Path ledger, Disk disk) {
        return Ledger.open(new LedgerSettings(
                ledger, OpenMode.INSPECT, Durability.POWER_LOSS, SEGMENT, EngineClock.system(), disk));
    }

    private static String line(StoredEvent event) {
        return "event " + event.position() + " epoch " + event.epoch() + " at " + event.at() + " job " + event.jobId()
                + "/" + event.jobVersion() + " " + event.decode().event().type().wireName() + "." + event.schema() + " "
                + new String(event.payload(), StandardCharsets.UTF_8);
    }

    private static String line(JobState job) {
        @Nullable PhaseEntered phase = job.phase();
        @Nullable CheckpointReached checkpoint = job.checkpoint();
        return "unfinished job " + job.id() + "/" + job.version() + " " + job.status() + " "
                + job.definition().operation() + "." + job.definition().handlerVersion() + " on "
                + job.definition().claims() + " by " + job.definition().principal() + " "
                + job.definition().parameters() + " worker " + job.token().epoch() + "/"
                + job.token().attempt()
                + " done " + job.work().processed() + " of " + job.work().total() + " "
                + job.work().unit() + " in "
                + job.work().workingMillis() + " ms with " + job.work().ticks() + " ticks, phase "
                + (phase == null ? "-" : phase.index() + "/" + phase.count() + " " + phase.name()) + ", checkpoint "
                + (checkpoint == null ? "-" : checkpoint.processed() + " " + checkpoint.state()) + ", created "
                + job.times().createdAt() + ", changed " + job.times().changedAt();
    }

    private static String line(JobStats stats) {
        return "ended job " + stats.id() + " " + stats.type() + " " + stats.status() + " " + stats.operation() + " on "
                + stats.claims() + " by " + stats.principal() + " done " + stats.processed() + " of " + stats.total()
                + " " + stats.unit() + " in " + stats.timeElapsedMillis() + " ms, attempts " + stats.attempts()
                + ", ticks " + stats.ticks() + ", code '" + stats.code() + "' message '" + stats.message() + "' result "
                + stats.result() + ", created " + stats.createdAt() + ", ended " + stats.endedAt();
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
