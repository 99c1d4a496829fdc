package org.jobledger.engine.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jobledger.engine.LedgerInUseException;
import org.jobledger.engine.UnknownFormatException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds tables that a log can go on from: those that are there where they agree with the log, else new ones. For one thread. */
final class TableBuilder {
    private static final Logger LOG = LoggerFactory.getLogger(TableBuilder.class);
    /** Many, so that a job that changes all the time is written less often. */
    private static final int LARGEST_GROUP = 10_000;

    private static final long LARGEST_GROUP_BYTES = 16L * 1024 * 1024;
    private static final long LONGEST_GATHERING_NANOS = Duration.ofMillis(50).toNanos();

    private final ForcedLog log;
    private final TablePlace place;
    private final BooleanSupplier stopped;
    private volatile @Nullable String rebuiltBecause;

    TableBuilder(ForcedLog log, TablePlace place, BooleanSupplier stopped) {
        this.log = log;
        this.place = place;
        this.stopped = stopped;
    }

    /** Why tables that were there could not be gone on with, if that was so. */
    Optional<String> rebuiltBecause() {
        return Optional.ofNullable(rebuiltBecause);
    }

    /**
     * The tables that are there where they agree with the log, else new ones. Null where it was stopped.
     *
     * @throws LedgerInUseException if another process has them open
     */
    @Nullable
    Projection bring() {
        @Nullable Projection found;
        try {
            found = place.open();
        } catch (LedgerInUseException | UnknownFormatException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            return again("they do not open: " + TroubleInH2.shortly(e));
        }
        if (found == null) {
            return fresh();
        }
        @Nullable String objection = objection(found);
        if (objection == null) {
            return found;
        }
        found.close();
        return again(objection);
    }

    /** New tables, whatever is there, and why. */
    @Nullable
    Projection again(String reason) {
        LOG.warn("the tables are made again from the journal: {}", reason);
        rebuiltBecause = reason;
        return fresh();
    }

    /** The next events, as many as fit into one transaction; empty at the end of the log. */
    static List<StoredEvent> group(EventCursor cursor) {
        List<StoredEvent> group = new ArrayList<>();
        long bytes = 0;
        long begun = System.nanoTime();
        while (group.size() < LARGEST_GROUP
                && bytes < LARGEST_GROUP_BYTES
                && System.nanoTime() - begun < LONGEST_GATHERING_NANOS) {
            StoredEvent event = cursor.next();
            if (event == null) {
                break;
            }
            group.add(event);
            bytes += event.payload().length;
        }
        return group;
    }

    private @Nullable Projection fresh() {
        try {
            Projection beside = place.beside();
            if (filled(beside)) {
                return place.install(beside);
            }
            beside.close();
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException("tables cannot be made: " + e.getMessage(), e);
        }
    }

    private boolean filled(Projection beside) {
        try (FoldAhead ahead = new FoldAhead(log, beside)) {
            FoldedGroup group = ahead.next();
            while (!group.isEmpty() && !stopped.getAsBoolean()) {
                beside.write(group);
                group = ahead.next();
            }
            return group.isEmpty();
        } catch (RuntimeException | Error e) {
            beside.close();
            throw e;
        }
    }

    private @Nullable String objection(Projection tables) {
        try {
            return objection(tables, tables.found(), log.forcedPosition());
        } catch (RuntimeException e) {
            tables.close();
            throw e;
        }
    }

    private @Nullable String objection(Projection tables, Head head, long end) {
        if (head.position() > end && (place.lasting() || !agreesAtEnd(tables, end))) {
            return "they stand at position " + head.position() + ", but the journal ends at " + end;
        }
        if (head.position() == 0 || head.position() > end) {
            return null;
        }
        return eventAt(head.position()).filter(head::standsAt).isPresent()
                ? null
                : "they disagree with the journal about position " + head.position();
    }

    private boolean agreesAtEnd(Projection tables, long end) {
        if (end == 0) {
            return true;
        }
        try (TablesSnapshot snapshot = tables.snapshot();
                EventCursor rows = snapshot.events(end)) {
            StoredEvent row = rows.next();
            return row != null
                    && eventAt(end)
                            .filter(event -> Arrays.equals(event.hash(), row.hash()))
                            .isPresent();
        }
    }

    private Optional<StoredEvent> eventAt(long position) {
        try (EventCursor cursor = log.read(position)) {
            return Optional.ofNullable(cursor.next());
        }
    }
}
