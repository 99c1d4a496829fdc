package org.jobledger.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jobledger.engine.ledger.Compression.bytes;
import static org.jobledger.engine.ledger.Compression.compress;
import static org.jobledger.engine.ledger.Compression.files;
import static org.jobledger.engine.ledger.Compression.inspect;
import static org.jobledger.engine.ledger.Compression.put;
import static org.jobledger.engine.ledger.Compression.requireBegins;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.jobledger.engine.LedgerInUseException;
import org.jobledger.engine.ledger.disk.FailingDisk;
import org.jobledger.engine.ledger.disk.PowerCutDisk;
import org.jobledger.engine.ledger.disk.RecordingDisk;
import org.jobledger.engine.ledger.disk.Step;
import org.junit.jupiter.api.Test;

/** Closed segments are compressed without anybody noticing but the disk. */
class SegmentCompressorTest {
    private final PowerCutDisk disk = new PowerCutDisk();

    @Test
    void allButTheTwoNewestSegmentsAreCompressedAndReadAsBefore() throws IOException {
        Ledger ledger = Compression.history(disk, 1);
        List<StoredEvent> before = Logs.read(ledger.log());
        List<String> plain = files(disk, ".journal");
        assertThat(plain).hasSizeGreaterThan(6);
        assertThat(compress(ledger)).isEqualTo(plain.size() - 2);
        assertThat(files(disk, ".journal")).isEqualTo(plain.subList(plain.size() - 2, plain.size()));
        assertThat(files(disk, ".gz")).hasSize(plain.size() - 2);
        requireSame(before, ledger.log());
        assertThat(compress(ledger)).isZero();
        ledger.close();
        requireBegins(Logs.read(LedgerOnDisk.inspect(disk).log()), before);
        try (Ledger again = LedgerOnDisk.own(disk, Compression.SEGMENT)) {
            Logs.requireChained(Logs.read(again.log()));
            Logs.requireState(Logs.read(again.log()), again.live());
            new Work(new Acknowledged(), new Random(9), 300, false).on(again, 5);
            assertThat(compress(again)).isPositive();
            Logs.requireChained(Logs.read(again.log()));
        }
    }

    private static void requireSame(List<StoredEvent> expected, ForcedLog log) {
        requireBegins(Logs.read(log), expected);
        for (StoredEvent event : expected) {
            try (EventCursor cursor = log.read(event.position())) {
                requireBegins(List.of(Objects.requireNonNull(cursor.next())), List.of(event));
            }
        }
    }

    @Test
    void onlyHistoryIsKeptNotWhatAnOldOwnerWroteBehindIt() throws IOException {
        Ledger ledger = Compression.history(disk, 2);
        String oldest = files(disk, ".journal").get(0);
        long pinned = ((Journal) ledger.log()).segments().get(0).length();
        byte[] whole = bytes(disk, oldest);
        byte[] longer = new byte[whole.length + 1000];
        new Random(1).nextBytes(longer);
        System.arraycopy(whole, 0, longer, 0, (int) pinned);
        put(disk, oldest, longer);
        compress(ledger);
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes(disk, oldest + ".gz")))) {
            assertThat(in.readAllBytes()).hasSize((int) pinned).isEqualTo(Arrays.copyOf(whole, (int) pinned));
        }
        ledger.close();
    }

    @Test
    void aReaderInTheMiddleOfASegmentGoesOnWhileItIsReplaced() throws IOException {
        Ledger ledger = Compression.history(disk, 3);
        List<StoredEvent> before = Logs.read(ledger.log());
        List<EventCursor> cursors = new ArrayList<>();
        for (StoredEvent event : before) {
            EventCursor cursor = ledger.log().read(event.position());
            assertThat(cursor.next()).isNotNull();
            cursors.add(cursor);
        }
        compress(ledger);
        for (int i = 0; i < cursors.size(); i++) {
            for (StoredEvent expected : before.subList(i + 1, before.size())) {
                requireBegins(List.of(Objects.requireNonNull(cursors.get(i).next())), List.of(expected));
            }
            cursors.get(i).close();
        }
        ledger.close();
    }

    @Test
    void aReaderThatLookedBeforeTheReplacementOpensTheCompressedForm() throws IOException {
        Ledger owner = Compression.history(disk, 3);
        Ledger inspecting = LedgerOnDisk.inspect(disk);
        List<StoredEvent> before = Logs.read(inspecting.log());
        compress(owner);
        requireSame(before, inspecting.log());
        owner.close();
    }

    @Test
    void aCrashOrPowerCutAtEveryChangeLeavesAReadableJournalAndTheWorkIsDoneNextTime() throws IOException {
        Recorded run = Recorded.compression();
        for (int length = run.from(); length <= run.steps().size(); length++) {
            for (int seed = 0; seed < 5; seed++) {
                PowerCutDisk image = PowerCutDisk.after(run.steps().subList(0, length));
                if (seed == 0) {
                    image.kill();
                } else {
                    image.cutPower(new Random(seed));
                }
                requireReadableAndCompress(image, run.log());
            }
        }
        System.out.printf("compression cut at each of %d changes%n", run.steps().size() - run.from());
    }

    private static void requireReadableAndCompress(PowerCutDisk image, List<StoredEvent> expected) throws IOException {
        requireBegins(Logs.read(LedgerOnDisk.inspect(image).log()), expected);
        try (Ledger again = LedgerOnDisk.own(image, Compression.SEGMENT)) {
            compress(again);
            requireBegins(Logs.read(again.log()), expected);
        }
        assertThat(image.list(LedgerOnDisk.JOURNAL)).noneMatch(name -> name.contains(".new"));
        assertThat(files(image, ".journal")).hasSize(2);
    }

    @Test
    void withAForceLeftOutAPowerCutFindsALoss() throws IOException {
        Recorded run = Recorded.compression();
        List<Step> forces = run.steps().subList(run.from(), run.steps().size()).stream()
                .filter(step -> step.kind() == Step.Kind.FORCE || step.kind() == Step.Kind.FORCE_DIRECTORY)
                .toList();
        // Of each segment: the force of its contents, and that of its new name. The last one only gives back room.
        assertThat(losses(run, forces.get(0))).as("contents").isPositive();
        assertThat(losses(run, forces.get(1))).as("name").isPositive();
        assertThat(losses(run, forces.get(2))).as("removal").isZero();
    }

    private static int losses(Recorded run, Step leftOut) throws IOException {
        List<Step> steps = new ArrayList<>(run.steps());
        int at = steps.indexOf(leftOut);
        steps.remove(at);
        int losses = 0;
        for (int seed = 0; seed < 200; seed++) {
            Random lot = new Random(seed);
            PowerCutDisk image = PowerCutDisk.after(steps.subList(0, Math.min(steps.size(), at + lot.nextInt(6))));
            image.cutPower(lot);
            try {
                assertThat(inspect(image)).hasSizeGreaterThanOrEqualTo(run.log().size());
            } catch (RuntimeException | AssertionError e) {
                losses++;
            }
        }
        return losses;
    }

    /** What a disk saw up to the end of a compression. */
    private record Recorded(List<Step> steps, int from, List<StoredEvent> log) {
        static Recorded compression() throws IOException {
            RecordingDisk recording = new RecordingDisk(new PowerCutDisk());
            Ledger ledger = Compression.history(recording, 4);
            List<StoredEvent> log = Logs.read(ledger.log());
            int from = recording.size();
            compress(ledger);
            Recorded run = new Recorded(recording.steps(), from, log);
            ledger.close();
            return run;
        }
    }

    @Test
    void anErrorOfTheDiskAtEveryChangeHarmsNobodyAndTheNextAttemptSucceeds() throws IOException {
        int failures = 0;
        boolean failed = true;
        for (int passing = 0; failed; passing++) {
            PowerCutDisk store = new PowerCutDisk();
            FailingDisk failing = new FailingDisk(store);
            Ledger ledger = Compression.history(failing, 4);
            List<StoredEvent> before = Logs.read(ledger.log());
            failing.failOnceAfter(passing, "No space left on device", step -> true);
            try {
                compress(ledger);
            } catch (IOException e) {
                failures++;
            }
            failed = failing.failed() != null;
            failing.mend();
            requireSame(before, ledger.log());
            new Work(new Acknowledged(), new Random(5), 100, false).on(ledger, 1);
            compress(ledger);
            requireBegins(Logs.read(ledger.log()), before);
            assertThat(files(store, ".journal")).hasSize(2);
            assertThat(store.list(LedgerOnDisk.JOURNAL)).noneMatch(name -> name.contains(".new"));
            ledger.close();
        }
        assertThat(failures).isGreaterThan(30);
    }

    @Test
    void anOwnerThatLostTheLedgerReplacesNothingAndLeavesTheDraftsOfItsSuccessor() throws IOException {
        Ledger old = Compression.history(disk, 6);
        List<String> plain = files(disk, ".journal");
        String draftOfSuccessor = plain.get(0) + ".gz.new-0000000003";
        String stray = plain.get(0) + ".gz.new-0000000001";
        put(disk, draftOfSuccessor, new byte[] {1});
        put(disk, stray, new byte[] {1});
        Ownership lost = new Ownership() {
            @Override
            public void require() {
                throw new LedgerInUseException("lost");
            }

            @Override
            public void close() {}
        };
        assertThatThrownBy(() -> compress(old, lost)).isInstanceOf(LedgerInUseException.class);
        assertThat(files(disk, ".journal")).isEqualTo(plain);
        assertThat(files(disk, ".gz")).isEmpty();
        assertThat(disk.list(LedgerOnDisk.JOURNAL)).contains(draftOfSuccessor).doesNotContain(stray);
        old.close();
    }

    @Test
    void aDamagedSegmentStaysAsItIs() throws IOException {
        Ledger ledger = Compression.history(disk, 7);
        String oldest = files(disk, ".journal").get(0);
        byte[] bad = bytes(disk, oldest);
        bad[1000] ^= 4;
        put(disk, oldest, bad);
        compress(ledger);
        assertThat(bytes(disk, oldest)).isEqualTo(bad);
        assertThat(files(disk, ".gz")).isNotEmpty().doesNotContain(oldest + ".gz");
        ledger.close();
    }
}
