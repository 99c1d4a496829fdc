package org.jobledger.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.jobledger.engine.DiskFullException;
import org.jobledger.engine.JobLedgerException;
import org.jobledger.engine.LedgerClosedException;
import org.jobledger.engine.OutcomeUnknownException;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.ResourceRef;
import org.jobledger.engine.ledger.disk.FailingDisk;
import org.jobledger.engine.ledger.disk.PowerCutDisk;
import org.jobledger.engine.ledger.disk.Step;
import org.jobledger.engine.soak.SoakBudget;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * A disk that is full, or fails, at any of its changes. Long: {@code -Psoak -Dsoak.fullDisks=100}, which does all of it so many times more
 * often.
 */
class FailingDiskTest {
    private static final String FULL = "No space left on device";
    private static final String BROKEN = "Input/output error";
    private static final int SEGMENT = 4096;
    private static final int TIMES = SoakBudget.of("soak.fullDisks", 1, 30);

    private final PowerCutDisk store = new PowerCutDisk();
    private final FailingDisk disk = new FailingDisk(store);
    private final Acknowledged witness = new Acknowledged();

    private static boolean needsRoom(Step step) {
        return step.kind() == Step.Kind.CREATE || isOfZeros(step);
    }

    private static boolean isOfZeros(Step step) {
        return step.kind() == Step.Kind.WRITE && step.bytes().length > 0 && allZero(step.bytes());
    }

    private static boolean allZero(byte[] bytes) {
        for (byte b : bytes) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isInJournal(Step step) {
        return step.path().startsWith(LedgerOnDisk.JOURNAL);
    }

    @Test
    void aFullDiskRefusesWithTheFileAndTheBytesAndWorkGoesOnOnceThereIsRoom() throws IOException {
        long seed = System.nanoTime();
        System.out.println("full disk: seed " + seed);
        Random lot = new Random(seed);
        Ledger ledger = LedgerOnDisk.own(disk, SEGMENT);
        int refusals = 0;
        for (int round = 0; round < 200 * TIMES; round++) {
            disk.failAfter(lot.nextInt(3), FULL, step -> isInJournal(step) && needsRoom(step));
            Throwable refusal = catchThrowable(() -> new Work(witness, lot, 900, false).on(ledger, 4));
            if (refusal != null) {
                assertThat(refusal)
                        .isInstanceOf(DiskFullException.class)
                        .hasMessageContaining(".journal")
                        .hasMessageContaining(FULL)
                        .hasMessageMatching("nothing was appended: no room for \\d+ bytes in .*");
                refusals++;
            }
            disk.mend();
            new Work(witness, lot, 900, false).on(ledger, 1);
        }
        assertThat(refusals).isGreaterThan(30 * TIMES);
        ledger.close();
        reopenAndCheck();
        System.out.println("full disk: refusals " + refusals + " in " + 200 * TIMES
                + " rounds, each told with file and bytes, acknowledged and lost: 0");
    }

    @Test
    void aPowerCutAfterAnyNumberOfRefusalsLosesNothing() throws IOException {
        int refusals = 0;
        for (int seed = 0; seed < 150 * TIMES; seed++) {
            Random lot = new Random(seed);
            PowerCutDisk cut = new PowerCutDisk();
            FailingDisk full = new FailingDisk(cut);
            Acknowledged acknowledged = new Acknowledged();
            Ledger ledger = LedgerOnDisk.own(full, 2048);
            for (int round = 0; round < 6; round++) {
                full.failAfter(lot.nextInt(4), FULL, step -> isInJournal(step) && needsRoom(step));
                Throwable refusal = catchThrowable(() -> new Work(acknowledged, lot, 900, false).on(ledger, 3));
                assertThat(refusal == null || refusal instanceof DiskFullException)
                        .as("seed %d: %s", seed, refusal)
                        .isTrue();
                refusals += refusal == null ? 0 : 1;
                full.mend();
            }
            cut.failAtStep(1, false);
            ledger.close();
            cut.cutPower(lot);
            try (Ledger again = LedgerOnDisk.own(cut, 2048)) {
                acknowledged.requireIn(Logs.read(again.log()));
            }
        }
        System.out.println("full disk, then a power cut: seeds 0 to " + (150 * TIMES - 1) + ", refusals " + refusals
                + ", acknowledged and lost: 0");
    }

    @Test
    void aFullDiskAtAnyChangeOfAnOpeningIsToldAndTheNextOpeningWorks() throws IOException {
        requireEachOpeningToBeHarmless(FULL);
    }

    @Test
    void aBrokenDiskAtAnyChangeOfAnOpeningIsToldAndTheNextOpeningWorks() throws IOException {
        requireEachOpeningToBeHarmless(BROKEN);
    }

    private void requireEachOpeningToBeHarmless(String error) throws IOException {
        int failures = 0;
        for (int passing = 0; passing < 60 * TIMES; passing++) {
            disk.failAfter(passing % 60, error, step -> true);
            @Nullable
            Throwable told =
                    catchThrowable(() -> LedgerOnDisk.own(disk, SEGMENT).close());
            failures += disk.failed() == null ? 0 : 1;
            assertThat(told == null || told instanceof IOException || told instanceof JobLedgerException)
                    .as("%s", told)
                    .isTrue();
            disk.mend();
            try (Ledger ledger = LedgerOnDisk.own(disk, SEGMENT)) {
                witness.requireIn(Logs.read(ledger.log()));
                new Work(witness, new Random(passing), 300, false).on(ledger, 3);
            }
        }
        assertThat(failures).isGreaterThan(10 * TIMES);
        System.out.println("'" + error + "' at a change of an opening: openings " + 60 * TIMES + ", failed " + failures
                + ", acknowledged and lost: 0");
    }

    @Test
    void afterAnErrorOfTheDiskWaitersHearThatTheOutcomeIsUnknownLaterOnesThatTheLedgerIsClosed() throws IOException {
        for (Step.Kind kind : List.of(Step.Kind.WRITE, Step.Kind.FORCE)) {
            for (int seed = 0; seed < 40 * TIMES; seed++) {
                requireClosedBy(kind, new Random(seed));
            }
        }
        System.out.println("errors at a write and at a force of a group: seeds 0 to " + (40 * TIMES - 1)
                + " of each, told as unknown, acknowledged and lost: 0");
    }

    private void requireClosedBy(Step.Kind kind, Random lot) throws IOException {
        PowerCutDisk fresh = new PowerCutDisk();
        FailingDisk broken = new FailingDisk(fresh);
        Acknowledged acknowledged = new Acknowledged();
        Ledger ledger = LedgerOnDisk.own(broken, 16 * 1024);
        new Work(acknowledged, lot, 300, false).on(ledger, 3);
        // The next change of this kind fails, and no other: a force that was tried again would succeed.
        Predicate<Step> ofAGroup = step -> step.kind() == kind && !isOfZeros(step);
        broken.failOnceAfter(0, BROKEN, ofAGroup);
        assertThat(catchThrowable(() -> define(ledger, acknowledged)))
                .isInstanceOf(OutcomeUnknownException.class)
                .hasMessageContaining(BROKEN);
        assertThat(catchThrowable(() -> define(ledger, acknowledged)))
                .isInstanceOf(LedgerClosedException.class)
                .hasMessageContaining(BROKEN);
        ledger.close();
        fresh.cutPower(lot);
        try (Ledger again = LedgerOnDisk.own(fresh, 16 * 1024)) {
            acknowledged.requireIn(Logs.read(again.log()));
        }
    }

    private static void define(Ledger ledger, Acknowledged acknowledged) {
        int number = acknowledged.nextNumber();
        Appended done = ledger.append(
                new LedgerCommand.Define(ResourceRef.of("pool", "p" + number), 0, Document.of("n", number)));
        acknowledged.acknowledge(number, done.position());
    }

    @Test
    void aForceOfNewRoomThatFailedIsNotTriedAgain() throws IOException {
        Ledger ledger = LedgerOnDisk.own(disk, 2048);
        disk.failOnceAfter(0, BROKEN, step -> step.kind() == Step.Kind.FORCE_DIRECTORY);
        Throwable first = catchThrowable(() -> {
            while (true) {
                define(ledger, witness);
            }
        });
        assertThat(first).isInstanceOf(LedgerClosedException.class).hasMessageContaining(BROKEN);
        assertThat(catchThrowable(() -> define(ledger, witness))).isInstanceOf(LedgerClosedException.class);
        ledger.close();
        store.cutPower(new Random(1));
        reopenAndCheck();
    }

    @Test
    void nobodyWritesAfterTheClosingEvenWhereItMetAFullDisk() throws IOException {
        Ledger ledger = LedgerOnDisk.own(disk, 2048);
        while (disk.failed() == null) {
            disk.failAfter(0, FULL, step -> isInJournal(step) && needsRoom(step));
            Throwable unused = catchThrowable(() -> define(ledger, witness));
        }
        ledger.close();
        disk.mend();
        assertThat(catchThrowable(() -> define(ledger, witness))).isInstanceOf(LedgerClosedException.class);
        reopenAndCheck();
    }

    private void reopenAndCheck() throws IOException {
        try (Ledger again = LedgerOnDisk.own(store, SEGMENT)) {
            List<StoredEvent> log = Logs.read(again.log());
            witness.requireIn(log);
            Logs.requireState(log, again.live());
        }
    }
}
