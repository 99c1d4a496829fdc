package org.jobledger.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.jobledger.engine.JobLedgerException;
import org.jobledger.engine.LedgerInUseException;
import org.jobledger.engine.OutcomeUnknownException;
import org.jobledger.engine.event.Durability;
import org.jobledger.engine.event.EngineOpened;
import org.jobledger.engine.event.Event;
import org.jobledger.engine.event.OpenMode;
import org.jobledger.engine.event.ResourceRecorded;
import org.jobledger.engine.ledger.disk.PowerCutDisk;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One owner, whatever happens to the files. */
class OwnershipTest {
    @TempDir
    Path temporary;

    private Path directory;
    private final List<Process> children = new ArrayList<>();

    @BeforeEach
    void chooseDirectory() {
        directory = temporary.resolve("ledger");
    }

    @AfterEach
    void endChildren() throws InterruptedException {
        for (Process child : children) {
            ChildJvm.kill(child);
        }
    }

    /** Another process, talked to line by line. */
    private final class Other {
        private final Process process;
        private final BufferedReader lines;

        Other() throws IOException {
            process = ChildJvm.start(LockHolder.class, directory.toString());
            children.add(process);
            lines = ChildJvm.linesOf(process);
        }

        String hear() throws IOException {
            return String.valueOf(lines.readLine());
        }

        String ask(String name) throws IOException {
            tell(name);
            return hear();
        }

        void tell(String name) throws IOException {
            process.getOutputStream().write((name + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        }

        void signal(String name) throws IOException, InterruptedException {
            new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
        }
    }

    private Ledger open() {
        return Ledger.open(LockHolder.settings(directory, OpenMode.HOLD));
    }

    private List<String> namesInHistory() {
        try (Ledger ledger = Ledger.open(LockHolder.settings(directory, OpenMode.INSPECT))) {
            List<StoredEvent> log = Logs.read(ledger.log());
            Logs.requireChained(log);
            return log.stream()
                    .map(stored -> stored.decode().event())
                    .filter(ResourceRecorded.class::isInstance)
                    .map(event -> ((ResourceRecorded) event).resource().name())
                    .toList();
        }
    }

    @Test
    void aSecondProcessIsRefusedAndToldWhoTheOwnerIsAndSinceWhen() throws IOException {
        Other owner = new Other();
        assertThat(owner.hear()).isEqualTo("owner");
        assertThatThrownBy(this::open)
                .isInstanceOf(LedgerInUseException.class)
                .hasMessageContaining("in use by process " + owner.process.pid() + " since 2");
        assertThat(owner.ask("a")).startsWith("done");
    }

    @Test
    void aSecondOpeningInTheSameProcessIsRefusedAndDoesNotFreeTheLock() throws IOException {
        try (Ledger ledger = open()) {
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(this::open)
                        .isInstanceOf(LedgerInUseException.class)
                        .hasMessageContaining(
                                "process " + ProcessHandle.current().pid());
            }
            assertThat(new Other().hear()).startsWith("refused in-use");
            LockHolder.record(ledger, "still-mine");
        }
        assertThat(namesInHistory()).containsExactly("still-mine");
    }

    @Test
    void theSameDirectoryUnderAnotherNameIsRefusedInTheSameProcessAndTheLockStays() throws IOException {
        Path link = Files.createSymbolicLink(temporary.resolve("link"), directory);
        try (Ledger ledger = open()) {
            assertThatThrownBy(() -> Ledger.open(LockHolder.settings(link, OpenMode.HOLD)))
                    .isInstanceOf(LedgerInUseException.class);
            LockHolder.record(ledger, "still-mine");
            Path moved = temporary.resolve("moved");
            Files.move(directory, moved);
            assertThatThrownBy(() -> Ledger.open(LockHolder.settings(moved, OpenMode.HOLD)))
                    .isInstanceOf(LedgerInUseException.class);
            Files.move(moved, directory);
            assertThat(new Other().hear()).startsWith("refused in-use");
        }
    }

    @Test
    void ofProcessesThatRaceExactlyOneBecomesTheOwner() throws IOException {
        for (int round = 0; round < 3; round++) {
            List<Other> racers = List.of(new Other(), new Other(), new Other());
            List<String> heard = new ArrayList<>();
            for (Other racer : racers) {
                heard.add(racer.hear());
            }
            assertThat(heard).filteredOn(line -> line.equals("owner")).hasSize(1);
            assertThat(heard)
                    .filteredOn(line -> line.startsWith("refused in-use"))
                    .hasSize(2)
                    .allMatch(line -> line.contains("in use by process " + winner(racers, heard) + " since 2"));
            racers.forEach(racer -> racer.process.toHandle().destroyForcibly());
            racers.forEach(racer -> racer.process.onExit().join());
        }
    }

    private static long winner(List<Other> racers, List<String> heard) {
        return racers.get(heard.indexOf("owner")).process.pid();
    }

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
    void whatADeadOwnerLeftBehindIsNoLock() throws IOException, InterruptedException {
        Other owner = new Other();
        assertThat(owner.hear()).isEqualTo("owner");
        assertThat(owner.ask("a")).startsWith("done");
        ChildJvm.kill(owner.process);
        assertThat(directory.resolve("owner")).exists();
        open().close();
        assertThat(namesInHistory()).containsExactly("a");
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

    @Test
    void interruptsOfCallersDoNoHarm() throws Exception {
        try (Ledger ledger = open()) {
            List<Thread> callers = new ArrayList<>();
            List<Long> positions = Collections.synchronizedList(new ArrayList<>());
            for (int i = 0; i < 4; i++) {
                String prefix = "t" + i + "-";
                callers.add(new Thread(() -> {
                    for (int n = 0; n < 100; n++) {
                        positions.add(LockHolder.record(ledger, prefix + n));
                    }
                }));
            }
            callers.forEach(Thread::start);
            while (callers.stream().anyMatch(Thread::isAlive)) {
                callers.forEach(Thread::interrupt);
                Thread.onSpinWait();
            }
            assertThat(positions).hasSize(400).doesNotHaveDuplicates();
        }
        assertThat(namesInHistory()).hasSize(400).doesNotHaveDuplicates();
    }

    @Test
    void anInterruptedThreadCanOpenAndKeepsItsInterrupt() {
        Thread.currentThread().interrupt();
        try {
            open().close();
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        List<Event> opened;
        try (Ledger ledger = Ledger.open(LockHolder.settings(directory, OpenMode.INSPECT))) {
            opened = Logs.read(ledger.log()).stream()
                    .map(stored -> stored.decode().event())
                    .filter(EngineOpened.class::isInstance)
                    .toList();
        }
        assertThat(opened).hasSize(1);
    }
}
