package org.jobledger.engine.ledger;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jobledger.engine.JobStats;
import org.jobledger.engine.QueryException;
import org.jobledger.engine.SqlRows;
import org.jobledger.engine.progress.Estimates;
import org.jspecify.annotations.Nullable;

/**
 * The tables that are made from a log, in one H2 database: every event, and what the events come to.
 *
 * <p>Opening, {@link #apply} and {@link #close} are for one thread, which nobody interrupts; everything else is for any thread, since
 * reads run on threads of this class. After an error of {@code apply} a projection is of no use but to be closed.
 */
public final class Projection implements AutoCloseable {
    private static final String FILE = "ledger";

    private final LedgerDatabase database;
    private final boolean keepsEvents;
    private final Handle writer;
    private final Estimates estimates;
    private final Fold fold;
    private final ReaderThreads readers = new ReaderThreads("jobledger-reader", 2);
    private final ReaderThreads strangers = new ReaderThreads("jobledger-query", 2);
    private volatile Head head;
    // Of the folding thread alone.
    private long savedAt;

    private Projection(LedgerDatabase database, boolean keepsEvents) {
        this.database = database;
        this.keepsEvents = keepsEvents;
        this.writer = database.writer();
        this.head = LedgerRows.head(writer);
        this.estimates = EstimateRows.atHead(writer);
        this.savedAt = head.position();
        this.fold = new Fold(JobRows.unfinished(writer), estimates);
    }

    /**
     * Opens the tables of a ledger, or makes empty ones: the file {@code ledger.mv.db} in its directory. Never two at a time.
     *
     * @throws org.jobledger.engine.LedgerInUseException if another process has them open
     * @throws org.jobledger.engine.UnknownFormatException if H2 or Flyway is not the one this release is built with
     * @throws RuntimeException if they cannot be used and must be made again from the log
     */
    public static Projection openFile(Path ledgerDirectory) {
        return openFile(ledgerDirectory.resolve(FILE), "");
    }

    /** Opens a file by its name without H2's ending, on a layer such as "faulty:". */
    static Projection openFile(Path file, String layer) {
        return open(() -> LedgerDatabase.file(file, layer), true);
    }

    /** Makes empty tables in a file, to be filled from a whole log and opened anew then. */
    static Projection buildFile(Path file, String layer) {
        return open(() -> LedgerDatabase.toBuild(file, layer), true);
    }

    /** Empty tables in memory. */
    public static Projection inMemory() {
        return open(LedgerDatabase::memory, true);
    }

    /** Empty tables in memory for all but the events themselves: what a replay comes to, without room for the whole history. */
    public static Projection inMemoryWithoutEvents() {
        return open(LedgerDatabase::memory, false);
    }

    private static Projection open(Callable<LedgerDatabase> opening, boolean keepsEvents) {
        @Nullable LedgerDatabase database = null;
        try {
            database = opening.call();
            return new Projection(database, keepsEvents);
        } catch (Exception | Error e) {
            closeAfter(e, database);
            throw TroubleInH2.atOpening(e);
        }
    }

    private static void closeAfter(Throwable trouble, @Nullable LedgerDatabase database) {
        if (database != null) {
            try {
                database.close();
            } catch (RuntimeException e) {
                trouble.addSuppressed(e);
            }
        }
    }

    /** How far the tables were when they were found: a migration may have emptied them since, and they are filled again. */
    Head found() {
        Head older = database.headOfOlder();
        return older == null ? head : older;
    }

    /** How far the tables are. */
    public Head head() {
        return head;
    }

    /**
     * Puts the events that follow the head into the tables, all or none.
     *
     * @throws UnreadableHistoryException if this build cannot read one, or it cannot follow those before
     * @throws RuntimeException if H2 fails
     */
    public void apply(List<StoredEvent> events) {
        if (events.isEmpty()) {
            return;
        }
        write(fold(events));
    }

    /**
     * What the events that follow those folded last change. One thread at a time, which may be another than the one that writes; what is
     * folded must be written, in order.
     *
     * @throws UnreadableHistoryException if this build cannot read one, or it cannot follow those before
     */
    FoldedGroup fold(List<StoredEvent> events) {
        TableChanges changes = fold.fold(events);
        long position =
                events.isEmpty() ? savedAt : events.get(events.size() - 1).position();
        if (!keepsEvents || position - savedAt < EstimateRows.SAVE_EVERY) {
            return new FoldedGroup(events, changes, null);
        }
        savedAt = position;
        return new FoldedGroup(events, changes, estimates.save());
    }

    /**
     * Puts events that follow the head into the tables, all or none.
     *
     * @throws RuntimeException if H2 fails
     */
    void write(FoldedGroup group) {
        requireNext(group.events().get(0));
        Head next = group.head();
        writer.useTransaction(transaction -> {
            if (keepsEvents) {
                EventRows.insert(transaction, group.events());
            }
            JobRows.apply(transaction, group.changes());
            LedgerRows.apply(transaction, group.changes(), next);
            byte @Nullable [] saved = group.estimates();
            if (saved != null) {
                EstimateRows.save(transaction, next.position(), saved);
            }
        });
        head = next;
    }

    /** The record of a job that has ended, or nothing. */
    public Optional<JobStats> stats(long jobId) {
        return read(reader -> StatsRows.byId(reader, jobId));
    }

    /** The jobs that ended last, newest first. */
    public List<JobStats> newest(int limit) {
        return read(reader -> StatsRows.newest(reader, limit));
    }

    /** The events of a job in order; empty where there is none. */
    public List<StoredEvent> eventsOf(long jobId) {
        return read(reader -> EventRows.ofJob(reader, jobId));
    }

    /**
     * Answers one query on the views of AUDIT_V1.
     *
     * @param maxRows how many rows at most
     * @throws QueryException if it is not one query, is not valid, takes too long, or the caller is interrupted
     */
    public SqlRows query(String sql, int maxRows) {
        return query(sql, maxRows, QueryLimits.DEFAULT);
    }

    SqlRows query(String sql, int maxRows, QueryLimits limits) {
        if (maxRows < 0) {
            throw new QueryException("the number of rows is negative: " + maxRows);
        }
        OneQuery.require(sql);
        AuditorQuery query = new AuditorQuery(database, sql, maxRows, limits);
        return strangers.readUnlessInterrupted(query, query::giveUp);
    }

    /** The tables as they stand now. The caller closes it. */
    public TablesSnapshot snapshot() {
        return OpenSnapshot.of(database, readers);
    }

    /** Writes everything out and closes the tables; readers that still wait get an error. */
    @Override
    public void close() {
        strangers.close();
        readers.close();
        database.close();
    }

    private <T> T read(Function<Handle, T> reading) {
        return readers.read(() -> {
            try (Handle reader = database.writer()) {
                return reading.apply(reader);
            } catch (JdbiException e) {
                throw new ClosedTablesException(e);
            }
        });
    }

    private void requireNext(StoredEvent first) {
        if (first.position() != head.position() + 1) {
            throw new IllegalArgumentException("position " + first.position() + " does not follow " + head.position());
        }
    }
}
