package org.jobledger.benchmarks.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.ZoneOffset;
import org.jobledger.engine.EngineClock;
import org.jobledger.engine.event.Durability;
import org.jobledger.engine.event.OpenMode;
import org.jobledger.engine.ledger.EventCursor;
import org.jobledger.engine.ledger.Ledger;
import org.jobledger.engine.ledger.LedgerSettings;
import org.jobledger.engine.ledger.Projector;
import org.jobledger.engine.ledger.RealDisk;
import org.jobledger.engine.ledger.StoredEvent;
import org.jobledger.engine.ledger.TablePlace;
import org.jspecify.annotations.Nullable;

/**
 * How fast all tables are made again from the journal, beside the floor: the same rows of the event table alone, decoded by nobody, written by
 * plain JDBC batches into a bare H2 file with the same indexes.
 *
 * <p>Arguments: events (default 1 000 000), rebuilds of each (default 3), directory (default: a new one under java.io.tmpdir).
 */
public final class RebuildBenchmark {
    private static final int BATCH = 2000;
    private static final String TABLE = "CREATE TABLE event (position BIGINT PRIMARY KEY, epoch BIGINT NOT NULL,"
            + " at TIMESTAMP(6) WITH TIME ZONE NOT NULL, job_id BIGINT NOT NULL, job_version BIGINT NOT NULL,"
            + " type_code INT NOT NULL, schema_version INT NOT NULL, salt VARBINARY(16) NOT NULL, payload VARBINARY(1048576) NOT NULL,"
            + " hash VARBINARY(32) NOT NULL)";
    private static final String SETTINGS = ";WRITE_DELAY=500;CACHE_SIZE=32768";

    private final Path base;

    private RebuildBenchmark(Path base) {
        this.base = base;
    }

    /** Runs it and prints the figures. */
    public static void main(String[] args) throws Exception {
        long events = args.length > 0 ? Long.parseLong(args[0]) : 1_000_000;
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 3;
        Path base = Files.createTempDirectory(
                args.length > 2 ? Path.of(args[2]) : Path.of(System.getProperty("java.io.tmpdir")), "rebuild-bench");
        try {
            new RebuildBenchmark(base).run(events, rounds);
        } finally {
            AppendBenchmark.remove(base);
        }
    }

    void run(long events, int rounds) throws IOException, SQLException {
        Path directory = base.resolve("ledger");
        try (History history = new History(directory)) {
            history.finishedJobs(events / History.EVENTS_OF_A_JOB);
            history.activeJobs(OpeningProcess.ACTIVE);
        }
        for (int round = 0; round < rounds; round++) {
            Files.deleteIfExists(directory.resolve("ledger.mv.db"));
            try (Ledger ledger = Ledger.open(new LedgerSettings(
                    directory, OpenMode.INSPECT, Durability.POWER_LOSS, 0, EngineClock.system(), new RealDisk()))) {
                long count = ledger.log().forcedPosition();
                ThreadTimes begin = ThreadTimes.now();
                double ours = rebuilt(ledger);
                ThreadTimes between = ThreadTimes.now();
                double bare = bare(ledger, base.resolve("bare-" + round));
                System.out.printf(
                        "tables made again from %d events: %.0f events/s (cpu %.1f us an event); bare H2, event rows alone:"
                                + " %.0f rows/s (cpu %.1f us a row); ratio %.2f%n",
                        count,
                        ours,
                        between.microsSince(begin, count),
                        bare,
                        ThreadTimes.now().microsSince(between, count),
                        ours / bare);
            }
        }
    }

    private static double rebuilt(Ledger ledger) {
        long events = ledger.log().forcedPosition();
        ThreadTimes then = ThreadTimes.now();
        long start = System.nanoTime();
        try (Projector tables = Projector.start(ledger.log(), TablePlace.owned(ledger.directory()))) {
            tables.awaitApplied(events, Duration.ofMinutes(30));
            // "Others" is the thread that folds, which ends with each group.
            System.out.println(ThreadTimes.now().textSince(then, events));
        }
        return events / ((System.nanoTime() - start) / 1e9);
    }

    private static double bare(Ledger ledger, Path file) throws SQLException {
        long start = System.nanoTime();
        try (Connection h2 = DriverManager.getConnection("jdbc:h2:" + file + SETTINGS, "sa", "");
                Statement statement = h2.createStatement();
                EventCursor cursor = ledger.log().read(1)) {
            statement.execute(TABLE);
            statement.execute("CREATE INDEX event_of_job ON event (job_id, position)");
            h2.setAutoCommit(false);
            insertAll(h2, cursor);
        }
        return ledger.log().forcedPosition() / ((System.nanoTime() - start) / 1e9);
    }

    private static void insertAll(Connection h2, EventCursor cursor) throws SQLException {
        try (PreparedStatement insert =
                h2.prepareStatement("INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            @Nullable StoredEvent event = cursor.next();
            while (event != null) {
                for (int i = 0; i < BATCH && event != null; i++) {
                    add(insert, event);
                    event = cursor.next();
                }
                insert.executeBatch();
                h2.commit();
            }
        }
    }

    private static void add(PreparedStatement insert, StoredEvent event) throws SQLException {
        insert.setLong(1, event.position());
        insert.setLong(2, event.epoch());
        insert.setObject(3, event.at().atOffset(ZoneOffset.UTC));
        insert.setLong(4, event.jobId());
        insert.setLong(5, event.jobVersion());
        insert.setInt(6, event.typeCode());
        insert.setInt(7, event.schema());
        insert.setBytes(8, event.salt());
        insert.setBytes(9, event.payload());
        insert.setBytes(10, event.hash());
        insert.addBatch();
    }
}
