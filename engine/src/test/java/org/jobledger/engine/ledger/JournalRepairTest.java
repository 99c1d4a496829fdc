package org.jobledger.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jobledger.engine.ledger.disk.PowerCutDisk;
import org.jobledger.engine.soak.SoakBudget;
import org.junit.jupiter.api.Test;

/** Damage to the journal is made good where the event table proves what stood there, to the last event. */
class JournalRepairTest extends JournalRepairCase {
    private static final int FLIPS = SoakBudget.of("soak.flips", 80, 2_000);

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
}
