package org.jobledger.engine.ledger;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jobledger.engine.LedgerDamagedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The history that an owner finds and goes on with, made good before where the tables prove what it was.
 *
 * <p>Nothing in a journal that was not closed cleanly tells that whole groups are gone from its end. Tables are made only of what was durable
 * in it: where they hold more, the end is made again from them. They are opened while the journal is read.
 *
 * @param journal the segments
 * @param ledgerId the identity of the ledger, a new one where there is no history
 * @param live what the history comes to
 * @param replay how it was read
 */
record FoundHistory(Journal journal, UUID ledgerId, LiveState live, Replay replay) {
    private static final Logger LOG = LoggerFactory.getLogger(FoundHistory.class);

    /**
     * Finds it: with a full check all of it is read and made good, else what stands behind the newest snapshot is read, and only the end is
     * made good.
     *
     * @throws LedgerDamagedException if it is damaged, or has lost its end, and nothing proves what stood there
     */
    static FoundHistory of(LedgerSettings settings, LedgerDirectory directory) throws IOException {
        if (settings.fullCheck()) {
            try (RowProof proof = RowProof.of(directory.path())) {
                said(JournalRepair.run(settings.disk(), directory.journal(), proof));
            }
        }
        Journal journal = Journal.open(settings.disk(), directory.journal());
        Uninterrupted<RowProof> tables = Uninterrupted.begin(
                "jobledger-tables-end",
                () -> endIsProved(journal) ? RowProof.none() : RowProof.inPlace(directory.path()));
        try {
            FoundHistory found = read(settings, directory, journal);
            return tables.get().goesBeyond(found.replay().head()) ? madeGood(settings, directory, tables.get()) : found;
        } finally {
            tables.get().close();
        }
    }

    private static boolean endIsProved(Journal journal) {
        SegmentTail tail = journal.tail();
        return tail == null || tail.sealed();
    }

    private static FoundHistory madeGood(LedgerSettings settings, LedgerDirectory directory, RowProof tables)
            throws IOException {
        said(JournalRepair.runAtEnd(settings.disk(), directory.journal(), tables));
        FoundHistory found = read(settings, directory, Journal.open(settings.disk(), directory.journal()));
        JournalHead end = found.replay().head();
        if (tables.goesBeyond(end)) {
            throw new LedgerDamagedException("the journal of " + directory.path() + " ends at position "
                    + end.position() + ", but position " + (end.position() + 1)
                    + " and those after it were durable: " + tables.why()
                    + ", but what they hold of them is damaged too (where they are of another time than the journal, moving "
                    + OwnedPlace.FILE + " away helps)");
        }
        return found;
    }

    private static void said(List<RepairNote> repairs) {
        repairs.forEach(repair -> LOG.warn("{}", repair));
    }

    private static FoundHistory read(LedgerSettings settings, LedgerDirectory directory, Journal journal)
            throws IOException {
        UUID known = journal.ledgerId();
        if (known == null && directory.hasTables(settings.disk())) {
            throw new LedgerDamagedException(
                    "the journal of " + directory.path() + " has no segment, but its tables are there");
        }
        LiveState live = new LiveState();
        Optional<Snapshot> snapshot = new SnapshotFile(settings.disk(), directory.path()).readCovered(journal);
        Replay replay = Replay.run(journal, settings.fullCheck() ? Optional.empty() : snapshot, live);
        return new FoundHistory(journal, known == null ? UUID.randomUUID() : known, live, replay);
    }
}
