package org.jobledger.engine.runtime;

import java.util.ArrayList;
import java.util.List;
import org.jobledger.engine.Anchor;
import org.jobledger.engine.SqlRows;
import org.jobledger.engine.Verification;
import org.jobledger.engine.VerificationListener;
import org.jobledger.engine.audit.Anchors;
import org.jobledger.engine.audit.Verifier;
import org.jobledger.engine.ledger.ForcedLog;
import org.jobledger.engine.ledger.Ledger;
import org.jobledger.engine.ledger.Projector;
import org.jobledger.engine.ledger.TablesSnapshot;

/** What {@code verify} says of an open ledger, and its head to hold against it later. Thread-safe. */
final class HistoryCheck {
    private final Ledger ledger;
    private final FinishedJobs finished;

    HistoryCheck(Ledger ledger, FinishedJobs finished) {
        this.ledger = ledger;
        this.finished = finished;
    }

    Anchor head() {
        return Anchors.headOf(ledger.latestLog());
    }

    Verification verify(List<Anchor> anchors, VerificationListener listener) {
        Projector tables = finished.upToDate();
        try (TablesSnapshot snapshot = tables.snapshot()) {
            // Read after the tables, which are never ahead of the journal: what they know and it does not was lost.
            ForcedLog log = ledger.latestLog();
            List<Verification.Check> checks = new ArrayList<>(
                    Verifier.verify(log, snapshot, anchors, listener).checks());
            checks.add(new Verification.Check(
                    "end of the journal", true, Anchors.headOf(log).toString()));
            checks.add(durability());
            tables.rebuiltBecause()
                    .ifPresent(
                            reason -> checks.add(new Verification.Check("tables as they were found", false, reason)));
            return new Verification(checks);
        }
    }

    private Verification.Check durability() {
        SqlRows newest =
                finished.upToDate().query("SELECT durability, epoch FROM audit_v1.epochs ORDER BY epoch DESC", 1);
        return new Verification.Check(
                "durability of the newest opening",
                true,
                newest.rows().isEmpty()
                        ? "none"
                        : String.valueOf(newest.rows().get(0).get(0)));
    }
}
