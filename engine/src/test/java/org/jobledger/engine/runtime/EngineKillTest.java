package org.jobledger.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jobledger.engine.EngineClock;
import org.jobledger.engine.event.Durability;
import org.jobledger.engine.event.OpenMode;
import org.jobledger.engine.ledger.ChildJvm;
import org.jobledger.engine.ledger.Ledger;
import org.jobledger.engine.ledger.LedgerSettings;
import org.jobledger.engine.ledger.Logs;
import org.jobledger.engine.ledger.RealDisk;
import org.jobledger.engine.ledger.StoredEvent;
import org.jobledger.engine.soak.SoakBudget;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGKILL for whole engines, while they work and while they open: what they said is true, and every job has its one outcome. */
class EngineKillTest {
    private static final int KILLS = SoakBudget.of("soak.engineKills", 20, 500);
    private static final int KILLS_A_LEDGER = 5;

    @TempDir
    Path directory;

    @Test
    void afterKillsAllThatWasSaidIsTrueAndEveryJobIsRecoveredByItsPolicy() throws Exception {
        List<Callable<Heard>> ledgers = new ArrayList<>();
        for (int i = 0; i < (KILLS + KILLS_A_LEDGER - 1) / KILLS_A_LEDGER; i++) {
            int seed = i;
            ledgers.add(() -> killAgainAndAgain(directory.resolve("ledger-" + seed), new Random(seed)));
        }
        long said = 0;
        long resumed = 0;
        ExecutorService two = Executors.newFixedThreadPool(2);
        try {
            for (Future<Heard> done : two.invokeAll(ledgers)) {
                said += done.get().count();
                resumed += done.get().resumed();
            }
        } finally {
            two.shutdownNow();
        }
        assertThat(resumed).as("jobs that went on from a checkpoint").isPositive();
        System.out.printf(
                "engines killed: %d, acknowledgements and handler calls: %d, resumed from a checkpoint: %d, wrong: 0%n",
                ledgers.size() * KILLS_A_LEDGER, said, resumed);
    }

    private static Heard killAgainAndAgain(Path ledger, Random lot) throws IOException, InterruptedException {
        Heard heard = new Heard();
        for (int kill = 0; kill < KILLS_A_LEDGER; kill++) {
            run(ledger, lot, heard, kill % 3 == 2);
            heard.requireIn(logOf(ledger));
        }
        return heard;
    }

    /** Lets an engine live for a moment after it has opened, or so that the kill falls into the opening as often as not. */
    private static void run(Path ledger, Random lot, Heard heard, boolean whileOpening)
            throws IOException, InterruptedException {
        Process child = ChildJvm.start(KilledEngine.class, ledger.toString(), String.valueOf(lot.nextLong()));
        try (BufferedReader lines = ChildJvm.linesOf(child)) {
            if (whileOpening) {
                child.waitFor(600 + lot.nextInt(400), TimeUnit.MILLISECONDS);
            } else {
                listenUntilOpen(lines, heard);
                child.waitFor(50 + lot.nextInt(300), TimeUnit.MILLISECONDS);
            }
            child.toHandle().destroyForcibly();
            lines.lines().toList().forEach(heard::add);
        } finally {
            ChildJvm.kill(child);
        }
    }

    private static void listenUntilOpen(BufferedReader lines, Heard heard) throws IOException {
        @Nullable String line = lines.readLine();
        while (line != null && !line.startsWith("O ")) {
            // Jobs go on while the engine opens, so that they may be heard first.
            heard.add(line);
            line = lines.readLine();
        }
        assertThat(line).as("the engine opens").isNotNull();
        heard.add(line);
    }

    private static List<StoredEvent> logOf(Path path) {
        LedgerSettings settings = new LedgerSettings(
                path, OpenMode.INSPECT, Durability.POWER_LOSS, 0, EngineClock.system(), new RealDisk());
        try (Ledger ledger = Ledger.open(settings)) {
            List<StoredEvent> log = Logs.read(ledger.log());
            Logs.requireChained(log);
            return log;
        }
    }
}
