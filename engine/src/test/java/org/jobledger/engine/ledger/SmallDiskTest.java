package org.jobledger.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jobledger.engine.DiskErrorException;
import org.jobledger.engine.DiskFullException;
import org.jobledger.engine.EngineClock;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.Durability;
import org.jobledger.engine.event.OpenMode;
import org.jobledger.engine.event.ResourceRef;
import org.jobledger.engine.ledger.disk.FailingDisk;
import org.jobledger.engine.ledger.disk.PowerCutDisk;
import org.jobledger.engine.ledger.disk.SmallDisk;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is left of a disk is used to the end; then callers are told the file and the bytes, and work goes on once there is room. */
class SmallDiskTest {
    private static final int SEGMENT = 64 * 1024;
    private static final int CAPACITY = 300 * 1024;

    @TempDir
    private Path directory;

    private static Appended define(Ledger ledger, int number) {
        return ledger.append(new LedgerCommand.Define(
                ResourceRef.of("thing", "t" + number), 0, Document.of("text", "x".repeat(500))));
    }

    /** Appends until there is no room; how many there were in all. */
    private static int fill(Ledger ledger, int from) {
        int next = from;
        @Nullable Throwable refusal = null;
        while (refusal == null) {
            int number = next;
            refusal = catchThrowable(() -> define(ledger, number));
            next += refusal == null ? 1 : 0;
        }
        assertThat(refusal)
                .isInstanceOf(DiskFullException.class)
                .hasMessageContaining(".journal")
                .hasMessageMatching("(?s)nothing was appended: no room for \\d+ bytes in .*");
        return next;
    }

    @ParameterizedTest(name = "a disk that says ''{0}'' and {1} tells its room")
    @CsvSource({"No space left on device, true", "No space left on device, false", "Kein Platz, true"})
    void anAppendThatFitsIsNotRefused(String error, boolean tells) throws IOException {
        SmallDisk disk = new SmallDisk(new PowerCutDisk(), CAPACITY, error, tells);
        Ledger ledger = LedgerOnDisk.own(disk, SEGMENT);
        int done = fill(ledger, 0);
        long history = ((Journal) ledger.log())
                .segments().stream().mapToLong(Segment::length).sum();
        // An event here takes some 700 bytes: less than two of them are left.
        assertThat(history).isGreaterThan(CAPACITY - 2048);
        disk.resize(2 * CAPACITY);
        int more = fill(ledger, done);
        assertThat(more).isGreaterThan(2 * done - 10);
        disk.resize(6L * CAPACITY);
        ledger.close();
        try (Ledger again = LedgerOnDisk.own(disk, SEGMENT)) {
            Logs.requireChained(Logs.read(again.log()));
            assertThat(again.live().resources()).hasSize(more);
        }
    }

    @Test
    void anOpeningNeedsNoMoreThanItsOwnEvents() throws IOException {
        SmallDisk disk = new SmallDisk(new PowerCutDisk(), 1024 * 1024, "No space left on device", true);
        LedgerOnDisk.own(disk, SEGMENT).close();
        disk.resize(disk.used() + 8 * 1024);
        try (Ledger ledger = LedgerOnDisk.own(disk, SEGMENT)) {
            assertThat(define(ledger, 1).position()).isPositive();
        }
    }

    @ParameterizedTest
    @CsvSource({"No space left on device, disk-full", "Input/output error, disk-error"})
    void anOpeningThatMeetsABadDiskIsToldByTypeAndFile(String error, String code) {
        int told = 0;
        for (int passing = 0; passing < 12; passing++) {
            FailingDisk disk = new FailingDisk(new RealDisk());
            disk.failAfter(passing, error, step -> true);
            Path ledger = directory.resolve("ledger-" + passing);
            @Nullable Throwable refusal = catchThrowable(() -> open(ledger, disk));
            if (refusal instanceof DiskFullException full) {
                assertThat(full.code()).isEqualTo(code);
                assertThat(full).hasMessageContainingAll("cannot be opened", ledger.toString(), error);
                told++;
            } else if (refusal instanceof DiskErrorException broken) {
                assertThat(broken.code()).isEqualTo(code);
                assertThat(broken).hasMessageContainingAll("cannot be opened", ledger.toString(), error);
                told++;
            }
        }
        assertThat(told).isGreaterThan(6);
    }

    private static void open(Path ledger, Disk disk) {
        Ledger.open(new LedgerSettings(
                        ledger, OpenMode.HOLD, Durability.POWER_LOSS, SEGMENT, EngineClock.system(), disk))
                .close();
    }

    @Test
    void aFileThatCannotBeReadIsNamed() throws IOException {
        Path ledger = directory.resolve("ledger");
        open(ledger, new RealDisk());
        Files.delete(ledger.resolve("format"));
        Files.createDirectory(ledger.resolve("format"));
        assertThatThrownBy(() -> open(ledger, new RealDisk()))
                .isInstanceOf(DiskErrorException.class)
                .hasMessageContaining(ledger.resolve("format").toString());
    }

    @Test
    void anErrorThatIsNoWantOfRoomRefusesWhileRoomIsMadeAndWorkGoesOn() throws IOException {
        FailingDisk disk = new FailingDisk(new PowerCutDisk());
        Ledger ledger = LedgerOnDisk.own(disk, 2048);
        List<Throwable> refusals = new ArrayList<>();
        for (int number = 0; number < 40; number++) {
            int now = number;
            disk.failAfter(0, "Too many open files", step -> step.kind().name().equals("CREATE"));
            @Nullable Throwable refusal = catchThrowable(() -> define(ledger, now));
            if (refusal != null) {
                refusals.add(refusal);
                disk.mend();
                define(ledger, now);
            }
        }
        assertThat(refusals)
                .hasSizeGreaterThan(5)
                .allSatisfy(refusal -> assertThat(refusal)
                        .isInstanceOf(DiskErrorException.class)
                        .hasMessageContainingAll("nothing was appended", ".journal", "Too many open files"));
        assertThat(ledger.live().resources()).hasSize(40);
        ledger.close();
    }
}
