package org.jobledger.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.jobledger.engine.event.Event;
import org.jobledger.engine.event.JournalRepaired;
import org.jobledger.engine.ledger.disk.PowerCutDisk;
import org.jobledger.engine.ledger.disk.RecordingDisk;
import org.jobledger.engine.ledger.disk.Step;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** A ledger of several segments on a disk of which each test gets a copy, and the tables that hold all of it. */
abstract class JournalRepairCase {
    static final int SEGMENT = 4096;

    static List<Step> steps = List.of();

    static List<StoredEvent> log = List.of();

    static Projection tables = Projection.inMemory();

    @BeforeAll
    static void writeALedgerOfSeveralSegmentsAndItsTables() throws IOException {
        tables.close();
        tables = Projection.inMemory();
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

    static PowerCutDisk copy() throws IOException {
        PowerCutDisk disk = PowerCutDisk.after(steps);
        if (disk.list(LedgerOnDisk.LEDGER).contains("snapshot")) {
            disk.delete(LedgerOnDisk.LEDGER.resolve("snapshot"));
        }
        return disk;
    }

    static List<RepairNote> repair(Disk disk) throws IOException {
        return repair(disk, tables);
    }

    static List<RepairNote> repair(Disk disk, Projection proof) throws IOException {
        try (TablesSnapshot rows = proof.snapshot()) {
            return JournalRepair.run(disk, LedgerOnDisk.JOURNAL, RowProof.of(rows));
        }
    }

    /** Opens it as usual and fails unless it holds all that was there, and says what was repaired. */
    static void requireRestored(Disk disk, List<RepairNote> repairs) throws IOException {
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

    static List<String> segments(Disk disk) throws IOException {
        return Compression.files(disk, ".journal");
    }
}
