package org.jobledger.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jobledger.engine.LedgerInUseException;
import org.jobledger.engine.event.EngineOpened;
import org.jobledger.engine.event.Event;
import org.jobledger.engine.event.OpenMode;
import org.jobledger.engine.soak.SoakBudget;
import org.junit.jupiter.api.Test;

/** One owner, whatever happens to the files. */
class OwnershipTest extends OwnerWorld {
    private static final int STORMS = SoakBudget.of("soak.interruptStorms", 1, 200);
    private static final int RACES = SoakBudget.of("soak.races", 3, 300);

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
        for (int round = 0; round < RACES; round++) {
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
        System.out.println("races of three processes for a ledger: " + RACES + ", owners in each: 1");
    }

    private static long winner(List<Other> racers, List<String> heard) {
        return racers.get(heard.indexOf("owner")).process.pid();
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
    void interruptsOfCallersDoNoHarm() throws Exception {
        try (Ledger ledger = open()) {
            List<Thread> callers = new ArrayList<>();
            List<Long> positions = Collections.synchronizedList(new ArrayList<>());
            for (int i = 0; i < 4; i++) {
                String prefix = "t" + i + "-";
                callers.add(new Thread(() -> {
                    for (int n = 0; n < 100 * STORMS; n++) {
                        positions.add(LockHolder.record(ledger, prefix + n));
                    }
                }));
            }
            callers.forEach(Thread::start);
            while (callers.stream().anyMatch(Thread::isAlive)) {
                callers.forEach(Thread::interrupt);
                Thread.onSpinWait();
            }
            assertThat(positions).hasSize(400 * STORMS).doesNotHaveDuplicates();
        }
        assertThat(namesInHistory()).hasSize(400 * STORMS).doesNotHaveDuplicates();
        System.out.println("callers interrupted all the time: acknowledged " + 400 * STORMS + ", lost or doubled: 0");
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
