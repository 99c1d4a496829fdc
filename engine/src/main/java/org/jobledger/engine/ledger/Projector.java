package org.jobledger.engine.ledger;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jobledger.engine.EngineConfig;
import org.jobledger.engine.JobStats;
import org.jobledger.engine.LedgerDamagedException;
import org.jobledger.engine.LedgerInUseException;
import org.jobledger.engine.ProjectionBehindException;
import org.jobledger.engine.QueryException;
import org.jobledger.engine.SqlRows;
import org.jobledger.engine.UnknownFormatException;
import org.jobledger.engine.event.RecordedEvent;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the tables of a ledger in step with its log, on a thread of its own that only ever waits for the log and for H2. Thread-safe.
 *
 * <p>Whatever happens in H2 is answered by opening the tables again, then by making them again, and never reaches the log.
 */
public final class Projector implements ReadModel {
    private static final Logger LOG = LoggerFactory.getLogger(Projector.class);
    private static final Duration IDLE = Duration.ofSeconds(10);
    private static final Duration PATIENCE_OF_READERS = Duration.ofSeconds(10);
    private static final Duration PATIENCE_AT_CLOSE = Duration.ofSeconds(10);
    private static final Duration FIRST_DELAY = Duration.ofMillis(100);
    private static final int LONGEST_DELAY_SHIFT = 8;

    private final ForcedLog log;
    private final TablePlace place;
    private final long mostBehind;
    private final TableBuilder builder;
    private final Alarm alarm = new Alarm();
    private final PublishedTables published = new PublishedTables(alarm::ring);
    private final Thread thread;
    private volatile boolean closing;
    private volatile long closeAtNanos;
    // Of the projector's thread alone.
    private int failures;
    private boolean caughtUp;

    private Projector(ForcedLog log, TablePlace place, long mostBehind) {
        this.log = log;
        this.place = place;
        this.mostBehind = mostBehind;
        this.builder = new TableBuilder(log, place, this::expired);
        this.thread = new Thread(this::run, "jobledger-projector");
        thread.setDaemon(true);
    }

    /**
     * Begins to keep tables in step. Returns at once; trouble with the tables shows only to those who read them.
     *
     * @throws UnknownFormatException if H2 or Flyway is not the one this release is built with
     */
    public static Projector start(ForcedLog log, TablePlace place) {
        return start(log, place, EngineConfig.TABLES_BEHIND);
    }

    /**
     * The same for tables that are filled without a rest once they are so many events behind, however much is appended.
     *
     * @throws UnknownFormatException if H2 or Flyway is not the one this release is built with
     */
    public static Projector start(ForcedLog log, TablePlace place, long mostBehind) {
        LibraryVersions.check();
        Projector projector = new Projector(log, place, mostBehind);
        projector.thread.start();
        return projector;
    }

    @Override
    public long appliedPosition() {
        return published.applied();
    }

    /** Why the tables that were found could not be gone on with and were made again, if that was so. */
    public Optional<String> rebuiltBecause() {
        return builder.rebuiltBecause();
    }

    @Override
    public void awaitApplied(long position, Duration atMost) {
        published.await(position, atMost);
    }

    @Override
    public Optional<JobStats> stats(long jobId) {
        return read(tables -> tables.stats(jobId));
    }

    @Override
    public List<JobStats> newest(int limit) {
        return read(tables -> tables.newest(limit));
    }

    @Override
    public List<RecordedEvent> eventsOf(long jobId) {
        return read(tables -> tables.eventsOf(jobId)).stream()
                .map(StoredEvent::decode)
                .toList();
    }

    @Override
    public SqlRows query(String sql, int maxRows) {
        Projection tables = published.await(0, PATIENCE_OF_READERS);
        try {
            return tables.query(sql, maxRows);
        } catch (ClosedTablesException e) {
            suspect(tables, e);
            throw new QueryException("the query brought the tables down; they are opened again", e);
        }
    }

    /** The tables as they stand now, for the audit. The caller closes it. */
    public TablesSnapshot snapshot() {
        return read(Projection::snapshot);
    }

    /** Catches up with the log where the tables last, for ten seconds at most, and closes them. An interrupt of the caller is kept. */
    @Override
    public void close() {
        close(place.lasting() ? PATIENCE_AT_CLOSE : Duration.ZERO);
    }

    /** Catches up with the log, as long as the time given allows, and closes the tables. */
    public void close(Duration patience) {
        closeAtNanos = System.nanoTime() + patience.toNanos();
        closing = true;
        alarm.ring();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private <T> T read(Function<Projection, T> reading) {
        Projection tables = published.await(0, PATIENCE_OF_READERS);
        try {
            return reading.apply(tables);
        } catch (ClosedTablesException e) {
            suspect(tables, e);
        }
        try {
            return reading.apply(published.await(0, PATIENCE_OF_READERS));
        } catch (ClosedTablesException e) {
            throw new ProjectionBehindException("the tables were closed twice while they were read", e);
        }
    }

    private void suspect(Projection tables, ClosedTablesException trouble) {
        if (published.offers(tables)) {
            published.withdraw(String.valueOf(trouble.getMessage()));
            alarm.ring();
        }
    }

    private void run() {
        try {
            while (!expired() && !caughtUp && !published.hopeless()) {
                attempt();
            }
            while (!closing) {
                alarm.await(IDLE);
            }
        } finally {
            published.close();
            try {
                place.close();
            } catch (IOException e) {
                LOG.warn("the place of the tables could not be tidied up", e);
            }
        }
    }

    private void attempt() {
        try {
            @Nullable
            Projection tables = failures == 2 ? builder.again("they failed twice in the same way") : builder.bring();
            if (tables != null) {
                serve(tables);
            }
        } catch (UnreadableHistoryException | LedgerDamagedException | UnknownFormatException e) {
            LOG.error("no tables can be made from this journal: {}", e.getMessage());
            published.giveUp(String.valueOf(e.getMessage()));
        } catch (LedgerInUseException e) {
            published.withdraw(String.valueOf(e.getMessage()));
            alarm.await(FIRST_DELAY);
        } catch (RuntimeException | OutOfMemoryError e) {
            LOG.warn("trouble with the tables, which are opened again: {}", TroubleInH2.shortly(e));
            LOG.debug("trouble with the tables", e);
            published.withdraw(TroubleInH2.shortly(e));
            alarm.await(FIRST_DELAY.multipliedBy(1L << Math.min(failures, LONGEST_DELAY_SHIFT)));
            failures++;
        }
    }

    private void serve(Projection tables) {
        try (tables) {
            published.publish(tables);
            follow(tables);
        } finally {
            published.withdraw("they are being opened again");
        }
    }

    private void follow(Projection tables) {
        ProjectorPace pace = new ProjectorPace(new Traffic(log.forcedPosition(), System.nanoTime()), mostBehind);
        try (EventCursor cursor = log.read(tables.head().position() + 1)) {
            while (published.offers(tables) && !finished(tables)) {
                long begun = System.nanoTime();
                List<StoredEvent> group = TableBuilder.group(cursor);
                if (group.isEmpty()) {
                    alarm.awaitForced(log, tables.head().position(), IDLE);
                } else {
                    tables.apply(group);
                    published.advanced(tables.head().position());
                    failures = 0;
                    long now = System.nanoTime();
                    rest(pace.rest(log.forcedPosition(), tables.head().position(), now, now - begun));
                }
            }
        }
    }

    private void rest(Duration time) {
        if (!time.isZero() && !closing && !published.wanted()) {
            alarm.await(time);
        }
    }

    /** Whether nothing is left to do before the close. */
    private boolean finished(Projection tables) {
        caughtUp = closing && tables.head().position() >= log.forcedPosition();
        return caughtUp || expired();
    }

    private boolean expired() {
        return closing && System.nanoTime() - closeAtNanos >= 0;
    }
}
