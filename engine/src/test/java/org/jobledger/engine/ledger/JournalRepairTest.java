package org.jobledger.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jobledger.engine.LedgerDamagedException;
import org.jobledger.engine.event.Event;
import org.jobledger.engine.event.JournalRepaired;
import org.jobledger.engine.ledger.disk.PowerCutDisk;
import org.jobledger.engine.ledger.disk.RecordingDisk;
import org.jobledger.engine.ledger.disk.Step;
import org.jobledger.engine.soak.SoakBudget;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Damage to the journal is made good where the event table proves what stood there, to the last event; else it is refused. */
class JournalRepairTest {
    private static final int SEGMENT = 4096;
    private static final int FLIPS = SoakBudget.of("soak.flips", 80, 2_000);

    private static List<Step> steps = List.of();
    private static List<StoredEvent> log = List.of();
    private static Projection tables = Projection.inMemory();

    @BeforeAll
    static void writeALedgerOfSeveralSegmentsAndItsTables() throws IOException {
        RecordingDisk disk = new RecordingDisk(new PowerCutDisk());
        Acknowledged witness = new Acknowledged();
        for (int opening = 0; opening < 3; opening++) {
            Ledger ledger = LedgerOnDisk.own(disk, SEGMENT);
            new Work(witness, new Random(opening), 300, false).on(ledger, 25);
            log = Logs.read(ledger.log());
            steps = disk.steps();
            ledger.close();
        }
        Tables.fill(tables, log, 100);
    }

    @AfterAll
    static void closeTables() {
        tables.close();
    }

    private static PowerCutDisk copy() throws IOException {
        PowerCutDisk disk = PowerCutDisk.after(steps);
        if (disk.list(LedgerOnDisk.LEDGER).contains("snapshot")) {
            disk.delete(LedgerOnDisk.LEDGER.resolve("snapshot"));
        }
        return disk;
    }

    private static List<RepairNote> repair(Disk disk) throws IOException {
        return repair(disk, tables);
    }

    private static List<RepairNote> repair(Disk disk, Projection proof) throws IOException {
        try (TablesSnapshot rows = proof.snapshot()) {
            return JournalRepair.run(disk, LedgerOnDisk.JOURNAL, RowProof.of(rows));
        }
    }

    /** Opens it as usual and fails unless it holds all that was there, and says what was repaired. */
    private static void requireRestored(Disk disk, List<RepairNote> repairs) throws IOException {
        try (Ledger ledger = LedgerOnDisk.own(disk, SEGMENT)) {
            List<StoredEvent> found = Logs.read(ledger.log());
            Logs.requireChained(found);
            Compression.requireBegins(found, log);
            List<Event> recorded = found.subList(log.size(), found.size()).stream()
                    .map(event -> event.decode().event())
                    .filter(JournalRepaired.class::isInstance)
                    .toList();
            assertThat(recorded)
                    .isEqualTo(repairs.stream().map(RepairNote::event).toList());
            assertThat(ledger.repairs()).hasSameSizeAs(repairs);
        }
        assertThat(Compression.files(disk, "")).noneMatch(name -> name.endsWith(".unrecorded"));
        for (RepairNote repair : repairs) {
            assertThat(Compression.files(disk, "")).contains(repair.keptAs());
        }
    }

    private static List<String> segments(Disk disk) throws IOException {
        return Compression.files(disk, ".journal");
    }

    @Test
    void aWholeJournalIsLeftAsItIs() throws IOException {
        PowerCutDisk disk = copy();
        List<String> before = Compression.files(disk, "");
        assertThat(repair(disk)).isEmpty();
        assertThat(Compression.files(disk, "")).isEqualTo(before);
        requireRestored(disk, List.of());
    }

    @Test
    void aFlippedBitAnywhereIsMadeGoodAndTheBrokenFileIsKept() throws IOException {
        Random lot = new Random(3);
        int repaired = 0;
        for (int i = 0; i < FLIPS; i++) {
            PowerCutDisk disk = copy();
            String victim = segments(disk).get(lot.nextInt(segments(disk).size()));
            byte[] bytes = Compression.bytes(disk, victim);
            bytes[lot.nextInt(bytes.length)] ^= (byte) (1 << lot.nextInt(8));
            Compression.put(disk, victim, bytes);
            List<RepairNote> repairs = repair(disk);
            requireRestored(disk, repairs);
            for (RepairNote repair : repairs) {
                assertThat(repair.segment()).isEqualTo(victim);
                assertThat(Compression.bytes(disk, repair.keptAs())).isEqualTo(bytes);
                repaired++;
            }
        }
        System.out.printf("flipped bits: %d, journals made good from the tables: %d, wrong: 0%n", FLIPS, repaired);
        assertThat(repaired).isGreaterThan(FLIPS / 2);
    }

    @Test
    void aSegmentThatIsMissingIsMadeAgain() throws IOException {
        for (String victim : segments(copy())) {
            PowerCutDisk disk = copy();
            Compression.put(disk, victim, null);
            List<RepairNote> repairs = repair(disk);
            requireRestored(disk, repairs);
            assertThat(repairs).hasSize(1);
            if (repairs.get(0).segment().equals(victim)) {
                assertThat(Compression.bytes(disk, repairs.get(0).keptAs())).isEmpty();
            } else {
                // The newest: its events go on in the one before, which nothing says has ended.
                assertThat(victim)
                        .isEqualTo(segments(copy()).get(segments(copy()).size() - 1));
            }
        }
    }

    @Test
    void severalSegmentsThatAreMissingAndAllOfThemAreMadeAgain() throws IOException {
        int count = segments(copy()).size();
        for (int kept = 0; kept <= count; kept++) {
            PowerCutDisk disk = copy();
            for (String victim : segments(disk).subList(kept, count)) {
                Compression.put(disk, victim, null);
            }
            requireRestored(disk, repair(disk));
        }
    }

    @Test
    void aSegmentThatWasCutShortAnywhereIsMadeGood() throws IOException {
        Random lot = new Random(4);
        for (int i = 0; i < FLIPS / 2; i++) {
            PowerCutDisk disk = copy();
            String victim = segments(disk).get(lot.nextInt(segments(disk).size()));
            byte[] bytes = Compression.bytes(disk, victim);
            Compression.put(disk, victim, Arrays.copyOf(bytes, lot.nextInt(bytes.length)));
            requireRestored(disk, repair(disk));
        }
    }

    @Test
    void segmentsThatChangedPlacesOrStandTwiceAreMadeGood() throws IOException {
        int count = segments(copy()).size();
        for (int i = 0; i < count; i++) {
            for (boolean swapped : new boolean[] {true, false}) {
                PowerCutDisk disk = copy();
                String one = segments(disk).get(i);
                String other = segments(disk).get((i + 1) % count);
                byte[] bytes = Compression.bytes(disk, one);
                Compression.put(disk, one, Compression.bytes(disk, other));
                Compression.put(disk, other, swapped ? bytes : Compression.bytes(disk, other));
                requireRestored(disk, repair(disk));
            }
        }
    }

    @Test
    void compressedSegmentsAreMadeGoodToo() throws IOException {
        Random lot = new Random(5);
        for (int i = 0; i < FLIPS / 4; i++) {
            PowerCutDisk disk = copy();
            try (Ledger ledger = LedgerOnDisk.inspect(disk)) {
                Compression.compress(ledger);
            }
            List<String> compressed = Compression.files(disk, ".journal.gz");
            String victim = compressed.get(lot.nextInt(compressed.size()));
            byte[] bytes = Compression.bytes(disk, victim);
            switch (i % 3) {
                case 0 -> bytes[lot.nextInt(bytes.length)] ^= (byte) (1 << lot.nextInt(8));
                case 1 -> bytes = Arrays.copyOf(bytes, lot.nextInt(bytes.length));
                default -> bytes = new byte[] {1, 2, 3};
            }
            Compression.put(disk, victim, i % 7 == 0 ? null : bytes);
            requireRestored(disk, repair(disk));
        }
    }

    @Test
    void aFrameThatIsWholeButDoesNotFollowIsMadeGood() throws IOException {
        PowerCutDisk disk = copy();
        String victim = segments(disk).get(1);
        byte[] bytes = Compression.bytes(disk, victim);
        List<StoredEvent> of = log.stream()
                .filter(event -> event.position() >= SegmentChain.positionOf(victim))
                .toList();
        StoredEvent first = of.get(0);
        byte[] other = first.payload().clone();
        other[0] = '[';
        int count;
        int length;
        try (SegmentReader reader = SegmentReader.open(disk, LedgerOnDisk.JOURNAL.resolve(victim))) {
            count = GroupFrame.head(reader.next(bytes.length)).count();
            length = (int) reader.offset() - SegmentHeader.BYTES;
        }
        List<StoredEvent> forged = new ArrayList<>(of.subList(0, count));
        forged.set(
                0,
                new StoredEvent(
                        first.position(),
                        first.epoch(),
                        first.atMicros(),
                        first.jobId(),
                        first.jobVersion(),
                        first.typeCode(),
                        first.schema(),
                        first.salt(),
                        other,
                        first.hash()));
        GroupFrame.encode(first.epoch(), first.position(), 0, forged).get(bytes, SegmentHeader.BYTES, length);
        Compression.put(disk, victim, bytes);
        List<RepairNote> repairs = repair(disk);
        assertThat(repairs).extracting(RepairNote::firstPosition).containsExactly(first.position());
        assertThat(repairs).extracting(RepairNote::lastPosition).containsExactly(first.position() + count - 1);
        requireRestored(disk, repairs);
    }

    @Test
    void withoutRowsTheFirstBadPositionIsNamedAndNothingIsTouched() throws IOException {
        PowerCutDisk disk = copy();
        String victim = segments(disk).get(1);
        byte[] bytes = Compression.bytes(disk, victim);
        bytes[SegmentHeader.BYTES + 50] ^= 1;
        Compression.put(disk, victim, bytes);
        List<String> before = Compression.files(disk, "");
        assertThatThrownBy(() -> JournalRepair.run(disk, LedgerOnDisk.JOURNAL, RowProof.none()))
                .isInstanceOf(LedgerDamagedException.class)
                .hasMessage("journal segment " + victim + " is damaged at byte 512: position "
                        + SegmentChain.positionOf(victim)
                        + " cannot be read, and cannot be made again: there are no tables");
        assertThat(Compression.files(disk, "")).isEqualTo(before);
        assertThat(Compression.bytes(disk, victim)).isEqualTo(bytes);
    }

    @Test
    void tablesThatLagProveOnlyWhatTheyHold() throws IOException {
        int half = log.size() / 2;
        try (Projection lagging = Projection.inMemory()) {
            Tables.fill(lagging, log.subList(0, half), 100);
            for (String victim : segments(copy())) {
                PowerCutDisk disk = copy();
                List<String> all = segments(disk);
                boolean newest = victim.equals(all.get(all.size() - 1));
                long next = newest ? Long.MAX_VALUE : SegmentChain.positionOf(all.get(all.indexOf(victim) + 1));
                Compression.put(disk, victim, null);
                if (next <= half + 1) {
                    requireRestored(disk, repair(disk, lagging));
                } else if (!newest) {
                    assertThatThrownBy(() -> repair(disk, lagging))
                            .isInstanceOf(LedgerDamagedException.class)
                            .hasMessageContaining("position " + SegmentChain.positionOf(victim))
                            .hasMessageContaining("the tables end at position " + half);
                }
            }
        }
    }

    @Test
    void rowsOfAnotherHistoryProveNothing() throws IOException {
        MemoryLog other = Histories.mixed();
        try (Projection foreign = Projection.inMemory()) {
            Tables.fill(foreign, other.events(), 100);
            PowerCutDisk disk = copy();
            Compression.put(disk, segments(disk).get(0), null);
            assertThatThrownBy(() -> repair(disk, foreign))
                    .isInstanceOf(LedgerDamagedException.class)
                    .hasMessageContaining("position 1");
        }
    }

    @Test
    void aCrashOrPowerCutAtEveryChangeOfARepairLeavesAJournalThatTheNextOneMakesGood() throws IOException {
        String victim = segments(copy()).get(1);
        byte[] bytes = Compression.bytes(copy(), victim);
        bytes[SegmentHeader.BYTES + 50] ^= 1;
        int changes = 0;
        for (int step = 1; ; step++) {
            for (int how = 0; how < 4; how++) {
                PowerCutDisk disk = copy();
                Compression.put(disk, victim, bytes);
                disk.settle();
                disk.failAtStep(step, how % 2 == 0);
                @Nullable IOException cut = null;
                try {
                    repair(disk);
                } catch (IOException e) {
                    cut = e;
                }
                if (cut == null && disk.powered()) {
                    assertThat(changes).isGreaterThan(8);
                    return;
                }
                changes++;
                if (how < 2) {
                    disk.kill();
                } else {
                    disk.cutPower(new Random(step * 10L + how));
                }
                repair(disk);
                try (Ledger ledger = LedgerOnDisk.own(disk, SEGMENT)) {
                    List<StoredEvent> found = Logs.read(ledger.log());
                    Compression.requireBegins(found, log);
                    assertThat(found.stream().map(event -> event.decode().event()))
                            .as("step %d", step)
                            .anyMatch(JournalRepaired.class::isInstance);
                }
            }
        }
    }
}
