package org.jobledger.engine.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the event table proves of the journal: the rows that follow an event of it, as far as each is chained to the one before. One
 * thread.
 */
final class RowProof implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RowProof.class);

    private final @Nullable TablesSnapshot rows;
    private final List<AutoCloseable> opened;
    private final String why;
    private final Chain chain = new Chain();

    private RowProof(@Nullable TablesSnapshot rows, List<AutoCloseable> opened, String why) {
        this.rows = rows;
        this.opened = opened;
        this.why = why;
    }

    /** Opens a copy of the tables of a ledger; where that is not possible, nothing is proved. */
    static RowProof of(Path ledgerDirectory) {
        CopiedPlace place = new CopiedPlace(ledgerDirectory);
        return of(place::openAsItIs, new ArrayList<>(List.of(place)));
    }

    /** Opens the tables of a ledger that this process owns; where that is not possible, nothing is proved. */
    static RowProof inPlace(Path ledgerDirectory) {
        return of(
                () -> Files.exists(ledgerDirectory.resolve(OwnedPlace.FILE))
                        ? LedgerDatabase.asItIs(ledgerDirectory.resolve(OwnedPlace.NAME))
                        : null,
                new ArrayList<>());
    }

    /** Opens tables, or gives null where there are none. */
    private interface Opening {
        @Nullable
        LedgerDatabase open() throws IOException;
    }

    private static RowProof of(Opening opening, List<AutoCloseable> opened) {
        try {
            // Not migrated, which may empty them: every release has the event table in the same form.
            LedgerDatabase tables = opening.open();
            if (tables == null) {
                return new RowProof(null, opened, "there are no tables");
            }
            opened.add(0, tables);
            ReaderThreads readers = new ReaderThreads("jobledger-reader", 1);
            opened.add(0, readers);
            TablesSnapshot rows = OpenSnapshot.of(tables, readers);
            opened.add(0, rows);
            return new RowProof(
                    rows, opened, "the tables end at position " + rows.head().position());
        } catch (IOException | RuntimeException e) {
            LOG.warn("the tables prove nothing: {}", TroubleInH2.shortly(e));
            return new RowProof(null, opened, "the tables do not open: " + TroubleInH2.shortly(e));
        }
    }

    /** The proof of tables that somebody else has open. */
    static RowProof of(TablesSnapshot rows) {
        return new RowProof(
                rows, List.of(), "the tables end at position " + rows.head().position());
    }

    /** No proof at all. */
    static RowProof none() {
        return new RowProof(null, List.of(), "there are no tables");
    }

    /** Whether the tables hold the event in which a journal ends, and more after it. */
    boolean goesBeyond(JournalHead end) {
        if (rows == null || rows.head().position() <= end.position()) {
            return false;
        }
        if (end.position() == 0) {
            return true;
        }
        try (EventCursor cursor = rows.events(end.position())) {
            @Nullable StoredEvent row = cursor.next();
            return row != null && row.position() == end.position() && Arrays.equals(row.hash(), end.hash());
        } catch (RuntimeException e) {
            LOG.warn("the row at position {} cannot be read: {}", end.position(), TroubleInH2.shortly(e));
            return false;
        }
    }

    /** Why the tables prove no more than they do. */
    String why() {
        return why;
    }

    /**
     * The rows that follow the head given, without a gap and each chained to the one before.
     *
     * @param last the last position that is wanted
     * @param epoch the epoch that they must be of
     */
    List<StoredEvent> after(JournalHead head, long last, long epoch) {
        List<StoredEvent> proved = new ArrayList<>();
        if (rows == null || last <= head.position()) {
            return proved;
        }
        JournalHead end = head;
        try (EventCursor cursor = rows.events(head.position() + 1)) {
            for (@Nullable StoredEvent row = cursor.next();
                    row != null && row.position() <= last && row.epoch() == epoch && follows(end, row);
                    row = cursor.next()) {
                proved.add(row);
                end = new JournalHead(row.position(), row.hash());
            }
        } catch (RuntimeException e) {
            LOG.warn("the rows after position {} cannot be read: {}", end.position(), TroubleInH2.shortly(e));
        }
        return proved;
    }

    /** The row that follows the head given, or null where none is chained to it. */
    @Nullable
    StoredEvent next(JournalHead head) {
        if (rows == null) {
            return null;
        }
        try (EventCursor cursor = rows.events(head.position() + 1)) {
            @Nullable StoredEvent row = cursor.next();
            return row != null && follows(head, row) ? row : null;
        } catch (RuntimeException e) {
            LOG.warn("the row after position {} cannot be read: {}", head.position(), TroubleInH2.shortly(e));
            return null;
        }
    }

    private boolean follows(JournalHead head, StoredEvent event) {
        return event.position() == head.position() + 1 && Arrays.equals(chain.link(head.hash(), event), event.hash());
    }

    @Override
    public void close() {
        for (AutoCloseable each : opened) {
            try {
                each.close();
            } catch (Exception e) {
                LOG.debug("the copy of the tables could not be closed", e);
            }
        }
    }
}
