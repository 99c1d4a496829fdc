package org.jobledger.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jobledger.engine.JobLedgerException;
import org.jobledger.engine.LedgerInUseException;
import org.jobledger.engine.OutcomeUnknownException;
import org.jobledger.engine.event.Durability;
import org.jobledger.engine.event.OpenMode;
import org.jobledger.engine.ledger.disk.PowerCutDisk;
import org.junit.jupiter.api.Test;

/** An owner that has lost its lock without knowing: nothing it writes then is history. */
class LostOwnershipTest extends OwnerWorld {
    @Test
    void anOwnerWhoseLockFileWasRemovedStopsBeforeItWrites() throws IOException {
        Ledger ledger = open();
        LockHolder.record(ledger, "before");
        Files.delete(directory.resolve("lock"));
        assertThatThrownBy(() -> LockHolder.record(ledger, "late"))
                .isInstanceOf(LedgerInUseException.class)
                .hasMessageContaining("does not own the ledger")
                .hasMessageContaining("is gone; nothing more is written");
        assertThatThrownBy(() -> LockHolder.record(ledger, "later")).isInstanceOf(JobLedgerException.class);
        ledger.close();
        assertThat(namesInHistory()).containsExactly("before");
        open().close();
    }

    @Test
    void anOwnerWhoseLockFileWasReplacedByAnotherProcessStopsBeforeItWrites() throws IOException {
        Ledger ledger = open();
        LockHolder.record(ledger, "before");
        Files.move(directory.resolve("lock"), directory.resolve("lock-of-old"));
        Other successor = new Other();
        assertThat(successor.hear()).isEqualTo("owner");
        assertThat(successor.ask("successor")).startsWith("done");
        assertThatThrownBy(() -> LockHolder.record(ledger, "late"))
                .isInstanceOf(LedgerInUseException.class)
                .hasMessageContaining("is another file now");
        ledger.close();
        assertThat(directory.resolve("owner"))
                .as("the note of the successor stays")
                .exists();
        assertThat(successor.ask("successor-again")).startsWith("done");
        assertThat(namesInHistory()).containsExactly("before", "successor", "successor-again");
    }

    @Test
    void anOwnerThatWasStoppedWhileSeveralOthersCameAndWentWritesNothingThatIsHistory() throws Exception {
        Other old = stoppedOwner();
        Files.delete(directory.resolve("lock"));
        for (String name : List.of("second", "third")) {
            try (Ledger ledger = open()) {
                LockHolder.record(ledger, name);
            }
        }
        old.tell("late");
        old.signal("CONT");
        assertThat(old.hear()).startsWith("refused in-use").contains("does not own the ledger");
        old.process.getOutputStream().close();
        old.process.waitFor();
        assertThat(namesInHistory()).containsExactly("before", "second", "third");
    }

    @Test
    void anOwnerThatIsOnlyStoppedIsStillTheOwner() throws Exception {
        Other old = stoppedOwner();
        assertThatThrownBy(this::open)
                .isInstanceOf(LedgerInUseException.class)
                .hasMessageContaining("in use by process " + old.process.pid());
        old.tell("after");
        old.signal("CONT");
        assertThat(old.hear()).startsWith("done");
        assertThat(namesInHistory()).containsExactly("before", "after");
    }

    @Test
    void whatAnOldOwnerWritesBehindThePinnedEndIsNoHistory() throws IOException {
        // Nobody asks here who owns the ledger: what protects its history is on the disk alone.
        PowerCutDisk disk = new PowerCutDisk();
        Ledger old = LedgerOnDisk.own(disk, 4096);
        LockHolder.record(old, "before");
        Ledger successor = LedgerOnDisk.own(disk, 4096);
        for (int i = 0; i < 30; i++) {
            LockHolder.record(old, "late-" + i);
            LockHolder.record(successor, "successor-" + i);
        }
        old.close();
        successor.close();
        try (Ledger again = LedgerOnDisk.own(disk, 4096)) {
            Logs.requireChained(Logs.read(again.log()));
            assertThat(again.live().resources())
                    .hasSize(31)
                    .extracting(state -> state.resource().name())
                    .noneMatch(name -> name.startsWith("late"));
        }
    }

    @Test
    void anOwnerWhoseLockFileWasReplacedWhileItWasStoppedWritesNothingThatIsHistory() throws Exception {
        Other old = stoppedOwner();
        Files.delete(directory.resolve("lock"));
        requireOldOwnerIsFenced(old, LockHolder.settings(directory, OpenMode.HOLD));
    }

    @Test
    void anOwnerWhoseDirectoryWasReplacedByACopyWritesNothingThatIsHistory() throws Exception {
        Other old = stoppedOwner();
        Path away = temporary.resolve("away");
        Files.move(directory, away);
        copy(away, directory);
        LedgerSettings plain = LockHolder.settings(directory, OpenMode.HOLD);
        requireOldOwnerIsFenced(
                old,
                new LedgerSettings(
                        directory,
                        plain.mode(),
                        plain.durability(),
                        plain.segmentBytes(),
                        plain.clock(),
                        plain.disk(),
                        true));
    }

    private Other stoppedOwner() throws IOException, InterruptedException {
        Other old = new Other();
        assertThat(old.hear()).isEqualTo("owner");
        assertThat(old.ask("before")).startsWith("done");
        old.signal("STOP");
        return old;
    }

    private void requireOldOwnerIsFenced(Other old, LedgerSettings successor) throws IOException, InterruptedException {
        try (Ledger ledger = Ledger.open(successor)) {
            LockHolder.record(ledger, "successor");
            old.tell("late");
            old.signal("CONT");
            assertThat(old.hear()).startsWith("refused").contains("does not own the ledger");
            assertThat(old.ask("later")).startsWith("refused");
            LockHolder.record(ledger, "successor-again");
        }
        assertThat(namesInHistory()).containsExactly("before", "successor", "successor-again");
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    @Test
    void aGroupThatWasForcedAfterTheLockWasLostIsNotAcknowledged() throws IOException {
        // The lock is lost between the question before the write and the question after it.
        int[] questions = new int[1];
        Ownership lostInBetween = new Ownership() {
            @Override
            public void require() {
                if (++questions[0] == 4) {
                    throw new LedgerInUseException("lost");
                }
            }

            @Override
            public void close() {}
        };
        Ledger ledger = LedgerOnDisk.own(new PowerCutDisk(), 4096, Durability.POWER_LOSS, lostInBetween);
        assertThat(catchThrowable(() -> LockHolder.record(ledger, "a"))).isInstanceOf(OutcomeUnknownException.class);
        assertThat(ledger.live().resources()).isEmpty();
        assertThat(catchThrowable(() -> LockHolder.record(ledger, "b"))).isInstanceOf(JobLedgerException.class);
        ledger.close();
    }
}
