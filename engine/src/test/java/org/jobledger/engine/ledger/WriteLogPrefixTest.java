package org.jobledger.engine.ledger;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jobledger.engine.ledger.disk.PowerCutDisk;
import org.jobledger.engine.ledger.disk.RecordingDisk;
import org.jobledger.engine.ledger.disk.Step;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A process that is killed after any of its writes leaves a ledger that opens by itself with all that was acknowledged by then. */
class WriteLogPrefixTest {
    private static final int OPENINGS = 4;

    /** What was acknowledged when the disk had seen so many changes. */
    private record Moment(int changes, Map<Integer, Long> acknowledged) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void everyPrefixOfTheWritesOpensWithAllThatWasAcknowledged(long seed) throws IOException {
        RecordingDisk disk = new RecordingDisk(new PowerCutDisk());
        Acknowledged witness = new Acknowledged();
        List<Moment> moments = record(disk, witness, new Random(seed));
        List<Step> steps = disk.steps();
        for (int length = 0; length <= steps.size(); length++) {
            open(PowerCutDisk.after(steps.subList(0, length)), witness, at(moments, length));
        }
        System.out.printf(
                "prefixes opened: %d of a log with %d openings and %d acknowledged requests%n",
                steps.size() + 1, OPENINGS, witness.count());
    }

    private static List<Moment> record(RecordingDisk disk, Acknowledged witness, Random lot) throws IOException {
        List<Moment> moments = new ArrayList<>();
        Work work = new Work(witness, lot, 400, false);
        for (int opening = 0; opening < OPENINGS; opening++) {
            Ledger ledger = LedgerOnDisk.own(disk, 2048);
            for (int i = 0; i < 5; i++) {
                work.on(ledger, 1);
                moments.add(new Moment(disk.size(), witness.soFar()));
            }
            ledger.close();
        }
        return moments;
    }

    private static Map<Integer, Long> at(List<Moment> moments, int changes) {
        return moments.stream()
                .filter(moment -> moment.changes() <= changes)
                .reduce((earlier, later) -> later)
                .map(Moment::acknowledged)
                .orElse(Map.of());
    }

    private static void open(PowerCutDisk disk, Acknowledged witness, Map<Integer, Long> expected) throws IOException {
        try (Ledger ledger = LedgerOnDisk.own(disk, 2048)) {
            List<StoredEvent> log = Logs.read(ledger.log());
            witness.requireIn(log, expected);
            Logs.requireState(log, ledger.live());
        }
    }

    @Test
    void whatIsInspectedIsWhatAnOwnerFinds() throws IOException {
        RecordingDisk disk = new RecordingDisk(new PowerCutDisk());
        record(disk, new Acknowledged(), new Random(4));
        for (int length = 60; length <= disk.size(); length += 7) {
            PowerCutDisk prefix = PowerCutDisk.after(disk.steps().subList(0, length));
            Ledger inspected = LedgerOnDisk.inspect(prefix);
            List<StoredEvent> log = Logs.read(inspected.log());
            Logs.requireChained(log);
            Logs.requireState(log, inspected.live());
        }
    }
}
