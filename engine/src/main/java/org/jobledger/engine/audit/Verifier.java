package org.jobledger.engine.audit;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jobledger.engine.Anchor;
import org.jobledger.engine.LedgerDamagedException;
import org.jobledger.engine.Verification;
import org.jobledger.engine.Verification.Check;
import org.jobledger.engine.VerificationCancelledException;
import org.jobledger.engine.VerificationListener;
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
    private static final int TOLD_EVERY = 1000;

    private final ForcedLog log;
    private final TablesSnapshot tables;
    private final VerificationListener listener;
    private final long end;
    private final ChainCheck chain = new ChainCheck();
    private final HistoryCheck histories = new HistoryCheck();
    private final HeadCheck head;
    private final List<AnchorCheck> anchors;

    private Verifier(ForcedLog log, TablesSnapshot tables, List<Anchor> anchors, VerificationListener listener) {
        this.log = log;
        this.tables = tables;
        this.listener = listener;
        this.end = Math.max(log.forcedPosition(), tables.head().position());
        this.head = new HeadCheck(tables.head());
        this.anchors = anchors.stream().map(AnchorCheck::new).toList();
    }

    /** Checks a ledger of which no anchor was noted, without telling how far it is. */
    public static Verification verify(ForcedLog log, TablesSnapshot tables) {
        return verify(log, tables, List.of(), VerificationListener.NONE);
    }

    /**
     * Checks a ledger. One {@link Check} for each thing that must hold; the detail of one that does not names the first bad position.
     *
     * @param log the journal; where somebody else writes both, as it was found after the tables, which are never ahead of it
     * @param tables the tables as they stand at one moment
     * @param anchors what was noted of the history before
     * @param listener hears how far it is, and may end it
     * @throws VerificationCancelledException if the listener ended it
     */
    public static Verification verify(
            ForcedLog log, TablesSnapshot tables, List<Anchor> anchors, VerificationListener listener) {
        return new Verifier(log, tables, anchors, listener).run();
    }

    private Verification run() {
        List<Check> checks = new ArrayList<>();
        try (ReplayCheck replay = new ReplayCheck(tables)) {
            try (EventTableCheck rows = new EventTableCheck(tables)) {
                readJournal(rows, replay);
                List.of(chain, histories, rows, head).forEach(check -> checks.add(check.result()));
                anchors.forEach(check -> checks.add(check.result()));
            }
            checks.addAll(replay.results(() -> tell(end)));
        }
        return new Verification(checks);
    }

    private void readJournal(EventTableCheck rows, ReplayCheck replay) {
        long position = 0;
        try (EventCursor cursor = log.read(1)) {
            StoredEvent event = position < end ? cursor.next() : null;
            while (event != null) {
                position = event.position();
                rows.see(event);
                see(event, replay);
                if (position % TOLD_EVERY == 0) {
                    tell(position);
                }
                event = position < end ? cursor.next() : null;
            }
        } catch (LedgerDamagedException | UncheckedIOException e) {
            chain.fail(position + 1, e.getMessage());
        }
        tell(end);
    }

    private void tell(long position) {
        if (!listener.checked(Math.min(position, end), end)) {
            throw new VerificationCancelledException(
                    "the verification was ended at position " + position + " of " + end);
        }
    }

    private void see(StoredEvent event, ReplayCheck replay) {
        chain.see(event);
        histories.see(event);
        head.see(event);
        anchors.forEach(anchor -> anchor.see(event));
        replay.see(event);
    }
}
