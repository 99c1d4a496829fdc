package org.jobledger.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.Verification;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.Durability;
import org.jobledger.engine.event.OpenMode;
import org.jobledger.engine.event.ResourceRef;
import org.jobledger.engine.ledger.disk.PowerCutDisk;
import org.jobledger.engine.ledger.disk.RecordingDisk;
import org.jobledger.engine.ledger.disk.StallingDisk.Moment;
import org.jobledger.engine.ledger.disk.Step;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Durability PROCESS_CRASH: what was acknowledged outlives the end of the process at any moment, but need not outlive the machine. */
class ProcessCrashTest {
    private static final int SEGMENT = 4096;

    @TempDir
    private Path directory;

    @Test
    void aKilledProcessLosesNothingThatWasAcknowledged() throws IOException, InterruptedException {
        KillRound round = new KillRound(directory.resolve("kills"), 3, 1, Durability.PROCESS_CRASH);
        for (Moment moment : List.of(Moment.NEVER, Moment.GROUP_WRITTEN, Moment.ANY_CHANGE, Moment.NEVER)) {
            round.kill(moment, false);
            assertThat(round.losses()).as("killed at %s", moment).isEmpty();
        }
        System.out.printf("PROCESS_CRASH: 12 journals killed, acknowledged: %d, lost: 0%n", round.acknowledged());
        assertThat(round.acknowledged()).isPositive();
    }

    @Test
    void aKillAfterAnyOfItsWritesLosesNothing() throws IOException {
        for (int seed = 0; seed < 60; seed++) {
            PowerCutDisk disk = new PowerCutDisk();
            Acknowledged witness = new Acknowledged();
            Random lot = new Random(seed);
            for (int opening = 0; opening < 3; opening++) {
                disk.failAtStep(5 + lot.nextInt(60), lot.nextBoolean());
                Ledger ledger = null;
                try {
                    ledger = LedgerOnDisk.own(disk, SEGMENT, Durability.PROCESS_CRASH);
                    new Work(witness, lot, 300, false).on(ledger, 1 + lot.nextInt(10));
                } catch (IOException | RuntimeException e) {
                    assertThat(disk.powered()).as("seed %d: %s", seed, e).isFalse();
                }
                if (ledger != null) {
                    disk.failAtStep(1, false);
                    ledger.close();
                }
                disk.kill();
            }
            try (Ledger again = LedgerOnDisk.own(disk, SEGMENT, Durability.PROCESS_CRASH)) {
                witness.requireIn(Logs.read(again.log()));
            }
        }
    }

    @Test
    void aGroupIsNotForcedButWhatACloseOrASnapshotRestsOnIs() throws IOException {
        RecordingDisk disk = new RecordingDisk(new PowerCutDisk());
        Ledger ledger = LedgerOnDisk.own(disk, 1024 * 1024, Durability.PROCESS_CRASH);
        int before = disk.size();
        new Work(new Acknowledged(), new Random(1), 300, false).on(ledger, 20);
        assertThat(disk.steps().subList(before, disk.size()))
                .extracting(Step::kind)
                .doesNotContain(Step.Kind.FORCE)
                .contains(Step.Kind.WRITE);
        ledger.close();
        assertThat(disk.steps().subList(before, disk.size()))
                .extracting(Step::kind)
                .contains(Step.Kind.FORCE);
    }

    @Test
    void afterAPowerCutTheLedgerOpensByItselfThoughItsEndMayBeMissing() throws IOException {
        for (int seed = 0; seed < 60; seed++) {
            PowerCutDisk disk = new PowerCutDisk();
            Random lot = new Random(seed);
            Ledger ledger = LedgerOnDisk.own(disk, SEGMENT, Durability.PROCESS_CRASH);
            new Work(new Acknowledged(), lot, 300, false).on(ledger, 12);
            if (lot.nextInt(3) == 0) {
                ledger.close();
            } else {
                disk.failAtStep(1, false);
                ledger.close();
            }
            disk.cutPower(lot);
            try (Ledger again = LedgerOnDisk.own(disk, SEGMENT, Durability.PROCESS_CRASH)) {
                Logs.requireChained(Logs.read(again.log()));
            }
        }
    }

    @Test
    void verifyNamesTheLevel() {
        Path ledger = directory.resolve("ledger");
        for (Durability level : Durability.values()) {
            try (JobEngine engine = JobEngine.at(ledger).durability(level).open()) {
                ResourceRef thing = ResourceRef.of("thing", level.name());
                engine.record(thing, 0, Document.empty());
            }
            try (JobEngine engine = JobEngine.at(ledger).mode(OpenMode.INSPECT).open()) {
                assertThat(engine.verify().checks())
                        .contains(new Verification.Check("durability of the newest opening", true, level.name()));
            }
        }
    }
}
