package org.jobledger.engine.audit;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jobledger.engine.LedgerDamagedException;
import org.jobledger.engine.Verification;
import org.jobledger.engine.Verification.Check;
import org.jobledger.engine.ledger.EventCursor;
import org.jobledger.engine.ledger.ForcedLog;
import org.jobledger.engine.ledger.StoredEvent;
import org.jobledger.engine.ledger.TablesSnapshot;

/**
 * Checks a whole ledger: its journal by itself, and its tables against the journal.
 *
 * <p>Reads both once and changes nothing; a living ledger goes on meanwhile. Needs memory for the rows of all jobs, not for the events.
 */
public final class Verifier {
    private final ForcedLog log;
    private final TablesSnapshot tables;
    private final boolean tablesMayBeAhead;
    private final ChainCheck chain = new ChainCheck();
    private final HistoryCheck histories = new HistoryCheck();
    private final HeadCheck head;

    private Verifier(ForcedLog log, TablesSnapshot tables, boolean tablesMayBeAhead) {
        this.log = log;
        this.tables = tables;
        this.tablesMayBeAhead = tablesMayBeAhead;
        this.head = new HeadCheck(tables.head());
    }

    /**
     * Checks a ledger. One {@link Check} for each thing that must hold; the detail of one that does not names the first bad position.
     *
     * @param log the journal
     * @param tables the tables as they stand at one moment
     * @param tablesMayBeAhead whether somebody else writes both, so that the tables may know events that this reading of the journal
     *     does not; such events are taken from the table, and must go on the journal's chain
     */
    public static Verification verify(ForcedLog log, TablesSnapshot tables, boolean tablesMayBeAhead) {
        return new Verifier(log, tables, tablesMayBeAhead).run();
    }

    private Verification run() {
        List<Check> checks = new ArrayList<>();
        try (ReplayCheck replay = new ReplayCheck(tables)) {
            try (EventTableCheck rows = new EventTableCheck(tables)) {
                readJournal(rows, replay);
                if (tablesMayBeAhead) {
                    readBeyond(rows, replay);
                }
                List.of(chain, histories, rows, head).forEach(check -> checks.add(check.result()));
            }
            checks.addAll(replay.results());
        }
        return new Verification(checks);
    }

    private void readJournal(EventTableCheck rows, ReplayCheck replay) {
        long end = Math.max(log.forcedPosition(), tables.head().position());
        long position = 0;
        try (EventCursor cursor = log.read(1)) {
            StoredEvent event = position < end ? cursor.next() : null;
            while (event != null) {
                position = event.position();
                rows.see(event);
                see(event, replay);
                event = position < end ? cursor.next() : null;
            }
        } catch (LedgerDamagedException | UncheckedIOException e) {
            chain.fail(position + 1, e.getMessage());
        }
    }

    private void readBeyond(EventTableCheck rows, ReplayCheck replay) {
        StoredEvent event = rows.next();
        while (event != null) {
            see(event, replay);
            event = rows.next();
        }
    }

    private void see(StoredEvent event, ReplayCheck replay) {
        chain.see(event);
        histories.see(event);
        head.see(event);
        replay.see(event);
    }
}
