package org.jobledger.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jobledger.engine.LedgerDamagedException;
import org.jobledger.engine.ledger.disk.PowerCutDisk;
import org.junit.jupiter.api.Test;

/** The newest segment of a ledger that was not closed is missed when it is gone, though no segment links to it. */
class NewestSegmentTest {
    private static final int SEGMENT = 4096;

    private final Acknowledged witness = new Acknowledged();

    /** A ledger of several openings, the last of which was killed after so many requests, and its log. */
    private List<StoredEvent> killed(PowerCutDisk disk, int requests, long seed) throws IOException {
        try (Ledger ledger = LedgerOnDisk.own(disk, SEGMENT)) {
            new Work(witness, new Random(seed), 300, false).on(ledger, 20);
        }
        disk.delete(LedgerOnDisk.LEDGER.resolve("snapshot"));
        Ledger ledger = LedgerOnDisk.own(disk, SEGMENT);
        new Work(witness, new Random(seed + 1), 300, false).on(ledger, requests);
        List<StoredEvent> log = Logs.read(ledger.log());
        // What is killed writes nothing any more, nor makes a file in which its close would be noted.
        disk.failAtStep(1, false);
        ledger.close();
        disk.kill();
        return log;
    }

    private static String newest(Disk disk) throws IOException {
        List<String> segments = Compression.files(disk, ".journal");
        return segments.get(segments.size() - 1);
    }

    private static void requireMissed(PowerCutDisk disk, String segment) {
        String position = "position " + SegmentChain.positionOf(segment) + " ";
        assertThatThrownBy(() -> LedgerOnDisk.own(disk, SEGMENT))
                .isInstanceOf(LedgerDamagedException.class)
                .hasMessageContaining(segment + " is missing in ")
                .hasMessageContaining(position);
        assertThatThrownBy(() -> LedgerOnDisk.inspect(disk))
                .isInstanceOf(LedgerDamagedException.class)
                .hasMessageContaining(segment);
    }

    @Test
    void itIsMissedAfterAKillAndAfterAPowerCutWhateverItHeld() throws IOException {
        for (int requests = 0; requests < 24; requests++) {
            PowerCutDisk disk = new PowerCutDisk();
            killed(disk, requests, requests);
            if (requests % 2 == 1) {
                disk.cutPower(new Random(requests));
            }
            String gone = newest(disk);
            disk.delete(LedgerOnDisk.JOURNAL.resolve(gone));
            requireMissed(disk, gone);
        }
    }

    @Test
    void theNewestTwoOrAllAreMissedToo() throws IOException {
        PowerCutDisk disk = new PowerCutDisk();
        killed(disk, 30, 1);
        String newest = newest(disk);
        while (!Compression.files(disk, ".journal").isEmpty()) {
            disk.delete(LedgerOnDisk.JOURNAL.resolve(newest(disk)));
            requireMissed(disk, newest);
        }
    }

    @Test
    void whatTheTablesHoldOfItIsMadeAgainByAFullCheckAndOpensAsUsualThen() throws IOException {
        PowerCutDisk disk = new PowerCutDisk();
        List<StoredEvent> log = killed(disk, 30, 2);
        disk.delete(LedgerOnDisk.JOURNAL.resolve(newest(disk)));
        try (Projection tables = Projection.inMemory()) {
            Tables.fill(tables, log, 100);
            try (TablesSnapshot rows = tables.snapshot()) {
                assertThat(JournalRepair.run(disk, LedgerOnDisk.JOURNAL, RowProof.of(rows)))
                        .isNotEmpty();
            }
        }
        try (Ledger ledger = LedgerOnDisk.own(disk, SEGMENT)) {
            witness.requireIn(Logs.read(ledger.log()));
        }
    }

    @Test
    void aFullCheckWithoutTablesDoesNotMakeItGood() throws IOException {
        PowerCutDisk disk = new PowerCutDisk();
        killed(disk, 30, 3);
        String gone = newest(disk);
        disk.delete(LedgerOnDisk.JOURNAL.resolve(gone));
        JournalRepair.run(disk, LedgerOnDisk.JOURNAL, RowProof.none());
        requireMissed(disk, gone);
    }

    /** As ledgers of release 0.1.0 are, or one whose file was damaged: what it says is not needed where nothing is gone. */
    @Test
    void whereNothingIsGoneTheFileMayBeMissingOrDamagedAnywhere() throws IOException {
        PowerCutDisk disk = new PowerCutDisk();
        killed(disk, 10, 4);
        byte[] whole = Compression.bytes(disk, NewestSegment.NAME);
        Compression.put(disk, NewestSegment.NAME, null);
        LedgerOnDisk.inspect(disk);
        for (int at = 0; at < whole.length; at++) {
            byte[] bytes = whole.clone();
            bytes[at] ^= 1;
            Compression.put(disk, NewestSegment.NAME, bytes);
            LedgerOnDisk.inspect(disk);
        }
        for (int length = 0; length < whole.length; length++) {
            Compression.put(disk, NewestSegment.NAME, Arrays.copyOf(whole, length));
            LedgerOnDisk.inspect(disk);
        }
        try (Ledger ledger = LedgerOnDisk.own(disk, SEGMENT)) {
            witness.requireIn(Logs.read(ledger.log()));
        }
        assertThat(NewestSegment.read(disk, LedgerOnDisk.JOURNAL)).isPresent();
    }
}
