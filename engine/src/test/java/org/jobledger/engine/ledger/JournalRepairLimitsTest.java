package org.jobledger.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.jobledger.engine.LedgerDamagedException;
import org.jobledger.engine.event.JournalRepaired;
import org.jobledger.engine.ledger.disk.PowerCutDisk;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A repair makes nothing that the tables do not prove, and one that was cut off is made by the next. */
class JournalRepairLimitsTest extends JournalRepairCase {
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
