package org.jobledger.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32C;
import org.jobledger.engine.LedgerDamagedException;
import org.jobledger.engine.UnknownFormatException;
import org.jobledger.engine.event.Event;
import org.jobledger.engine.event.TailCut;
import org.jobledger.engine.ledger.disk.PowerCutDisk;
import org.jobledger.engine.ledger.disk.RecordingDisk;
import org.jobledger.engine.ledger.disk.Step;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Damage to the files of a journal: it opens with all that was acknowledged, or is refused with the segment and the place; never a wrong
 * answer.
 *
 * <p>One damage cannot be told from a crash by the journal alone: the end of the newest segment of an epoch that was not closed. Such a loss
 * is never silent where something of it is left: it is recorded as {@link TailCut}. That the segment is gone altogether is
 * {@link NewestSegmentTest}'s.
 */
class SegmentDamageTest {
    private static final int SEGMENT = 4096;

    private final Acknowledged witness = new Acknowledged();
    private List<Step> steps = List.of();

    @BeforeEach
    void writeALedgerOfSeveralSegmentsThatWasNotClosedAtItsEnd() throws IOException {
        RecordingDisk disk = new RecordingDisk(new PowerCutDisk());
        for (int opening = 0; opening < 3; opening++) {
            Ledger ledger = LedgerOnDisk.own(disk, SEGMENT);
            new Work(witness, new Random(opening), 300, false).on(ledger, 25);
            steps = disk.steps();
            ledger.close();
        }
    }

    private PowerCutDisk copy() throws IOException {
        PowerCutDisk disk = PowerCutDisk.after(steps);
        // The snapshot would spare the reading of what is damaged here.
        if (disk.list(LedgerOnDisk.LEDGER).contains("snapshot")) {
            disk.delete(LedgerOnDisk.LEDGER.resolve("snapshot"));
        }
        return disk;
    }

    private static List<Path> segments(Disk disk) throws IOException {
        return Compression.files(disk, ".journal").stream()
                .map(LedgerOnDisk.JOURNAL::resolve)
                .toList();
    }

    private static byte[] read(Disk disk, Path file) throws IOException {
        try (DiskFile open = disk.open(file)) {
            ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(open.length()));
            open.read(bytes, 0);
            return bytes.array();
        }
    }

    private static void replace(Disk disk, Path file, byte[] bytes) throws IOException {
        disk.delete(file);
        try (DiskFile open = disk.create(file)) {
            open.write(ByteBuffer.wrap(bytes), 0);
        }
    }

    /** What came of opening a damaged ledger. */
    private enum Outcome {
        WHOLE,
        REFUSED,
        TAIL_CUT
    }

    private Outcome open(Disk disk) throws IOException {
        try (Ledger ledger = LedgerOnDisk.own(disk, SEGMENT)) {
            List<StoredEvent> log = Logs.read(ledger.log());
            Logs.requireChained(log);
            Logs.requireState(log, ledger.live());
            try {
                witness.requireIn(log);
                return Outcome.WHOLE;
            } catch (AssertionError e) {
                Event last = log.get(log.size() - 1).decode().event();
                assertThat(last).as("what is missing is noted").isInstanceOf(TailCut.class);
                return Outcome.TAIL_CUT;
            }
        } catch (LedgerDamagedException e) {
            assertThat(e).hasMessageMatching(".*\\d{19}-\\d{10}\\.journal.*");
            return Outcome.REFUSED;
        }
    }

    /** Where the last group of the newest segment begins: from there on damage cannot be told from a crash. */
    private static long lastGroupOf(Disk disk, Path newest) throws IOException {
        long last = SegmentHeader.BYTES;
        try (SegmentReader reader = SegmentReader.open(disk, newest)) {
            long at = reader.offset();
            while (reader.next(Long.MAX_VALUE / 2) != null) {
                last = at;
                at = reader.offset();
            }
        }
        return last;
    }

    @Test
    void flippedBitsNeverChangeHistorySilently() throws IOException {
        Random lot = new Random(1);
        Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
        for (int i = 0; i < 400; i++) {
            PowerCutDisk disk = copy();
            List<Path> all = segments(disk);
            Path victim = all.get(lot.nextInt(all.size()));
            byte[] bytes = read(disk, victim);
            int at = lot.nextInt(bytes.length);
            bytes[at] ^= (byte) (1 << lot.nextInt(8));
            boolean newest = victim.equals(all.get(all.size() - 1));
            long lastGroup = lastGroupOf(disk, victim);
            replace(disk, victim, bytes);
            Outcome outcome = open(disk);
            if (outcome == Outcome.TAIL_CUT) {
                assertThat(newest && at >= lastGroup)
                        .as("byte %d of %s, flip %d", at, victim, i)
                        .isTrue();
            }
            outcomes.merge(outcome, 1, Integer::sum);
        }
        System.out.println("flipped bits: " + outcomes);
        assertThat(outcomes.get(Outcome.REFUSED)).isGreaterThan(100);
    }

    @Test
    void aSegmentThatIsMissingIsNamed() throws IOException {
        int segments = segments(copy()).size();
        for (int i = 0; i < segments - 1; i++) {
            PowerCutDisk disk = copy();
            Path victim = segments(disk).get(i);
            disk.delete(victim);
            assertThatThrownBy(() -> LedgerOnDisk.own(disk, SEGMENT))
                    .isInstanceOf(LedgerDamagedException.class)
                    .hasMessageContaining(victim.getFileName() + ", which ")
                    .hasMessageContaining("is missing: positions ");
        }
    }

    @Test
    void aSegmentThatIsCutShortIsRefusedUnlessItIsTheEndOfACrashedEpoch() throws IOException {
        Random lot = new Random(2);
        for (int i = 0; i < 200; i++) {
            PowerCutDisk disk = copy();
            List<Path> all = segments(disk);
            Path victim = all.get(lot.nextInt(all.size() - 1));
            byte[] bytes = read(disk, victim);
            byte[] shorter = Arrays.copyOf(bytes, lot.nextInt(bytes.length));
            replace(disk, victim, shorter);
            assertThat(open(disk)).isIn(Outcome.WHOLE, Outcome.REFUSED);
        }
    }

    @Test
    void segmentsThatChangedPlacesAreRefused() throws IOException {
        int segments = segments(copy()).size();
        for (int i = 0; i < segments; i++) {
            PowerCutDisk disk = copy();
            Path one = segments(disk).get(i);
            Path other = segments(disk).get((i + 1) % segments);
            byte[] bytes = read(disk, one);
            replace(disk, one, read(disk, other));
            replace(disk, other, bytes);
            assertThatThrownBy(() -> LedgerOnDisk.own(disk, SEGMENT))
                    .isInstanceOf(LedgerDamagedException.class)
                    .hasMessageContaining("the file of that name holds ");
        }
    }

    @Test
    void copiesUnderAnotherNameAreNoHistory() throws IOException {
        PowerCutDisk disk = copy();
        for (Path segment : segments(disk)) {
            Path copy = LedgerOnDisk.JOURNAL.resolve("copy of " + segment.getFileName());
            disk.create(copy).close();
            replace(disk, copy, read(disk, segment));
        }
        assertThat(open(disk)).isEqualTo(Outcome.WHOLE);
    }

    @Test
    void aCopyUnderTheNameOfASegmentIsRefused() throws IOException {
        PowerCutDisk disk = copy();
        Path copy = LedgerOnDisk.JOURNAL.resolve(SegmentHeader.fileName(9999, 9));
        disk.create(copy).close();
        replace(disk, copy, read(disk, segments(disk).get(0)));
        assertThat(open(disk)).isEqualTo(Outcome.REFUSED);
    }

    @Test
    void aNewestSegmentWithoutItsHeaderIsDamageAndStaysWhereItIs() throws IOException {
        PowerCutDisk disk = copy();
        List<Path> all = segments(disk);
        Path newest = all.get(all.size() - 1);
        byte[] bytes = read(disk, newest);
        bytes[100] ^= 1;
        replace(disk, newest, bytes);
        assertThatThrownBy(() -> LedgerOnDisk.own(disk, SEGMENT))
                .isInstanceOf(LedgerDamagedException.class)
                .hasMessageContaining(newest.getFileName() + " is damaged: its header, bytes 0 to 511");
        assertThat(read(disk, newest)).isEqualTo(bytes);
    }

    @Test
    void aSegmentOfANewerFormatIsRefusedWithASentence() throws IOException {
        PowerCutDisk disk = copy();
        List<Path> all = segments(disk);
        Path newest = all.get(all.size() - 1);
        byte[] bytes = read(disk, newest);
        ByteBuffer header = ByteBuffer.wrap(bytes);
        header.putInt(8, 2);
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, 508);
        header.putInt(508, (int) crc.getValue());
        replace(disk, newest, bytes);
        assertThatThrownBy(() -> LedgerOnDisk.own(disk, SEGMENT))
                .isInstanceOf(UnknownFormatException.class)
                .hasMessageContaining("has format 2; this build knows format 1");
    }

    @Test
    void aCleanlyClosedEpochProvesItsEnd() throws IOException {
        PowerCutDisk disk = copy();
        Ledger ledger = LedgerOnDisk.own(disk, 1024 * 1024);
        new Work(witness, new Random(9), 300, false).on(ledger, 10);
        ledger.close();
        if (disk.list(LedgerOnDisk.LEDGER).contains("snapshot")) {
            disk.delete(LedgerOnDisk.LEDGER.resolve("snapshot"));
        }
        List<Path> all = segments(disk);
        Path newest = all.get(all.size() - 1);
        byte[] whole = read(disk, newest);
        int seal = GroupFrame.frameBytes(0, 0);
        List<Outcome> outcomes = new ArrayList<>();
        for (int at = SegmentHeader.BYTES; at < whole.length - seal; at += 97) {
            byte[] bytes = whole.clone();
            bytes[at] ^= 4;
            replace(disk, newest, bytes);
            outcomes.add(open(disk));
        }
        assertThat(outcomes).containsOnly(Outcome.REFUSED);
    }
}
