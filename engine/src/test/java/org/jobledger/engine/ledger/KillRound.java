package org.jobledger.engine.ledger;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jobledger.engine.EngineClock;
import org.jobledger.engine.event.Durability;
import org.jobledger.engine.event.OpenMode;
import org.jobledger.engine.ledger.disk.StallingDisk;

/** Several ledgers in one directory, written by one child process after the other, each of which is killed. */
final class KillRound {
    private static final int NUMBERS_A_CHILD = 1_000_000;

    private final Path directory;
    private final Random lot;
    private final List<Acknowledged> witnesses;
    private int children;

    KillRound(Path directory, int ledgers, long seed) {
        this.directory = directory;
        this.lot = new Random(seed);
        this.witnesses = IntStream.range(0, ledgers)
                .mapToObj(ledger -> new Acknowledged(Integer.MAX_VALUE))
                .toList();
    }

    int acknowledged() {
        return witnesses.stream().mapToInt(Acknowledged::count).sum();
    }

    /** Lets a child write, and kills it: where all its disks stand still, or where they never do, some time after the first answer. */
    void kill(StallingDisk.Moment moment, boolean hasty) throws IOException, InterruptedException {
        Process child = ChildJvm.start(
                KilledWriters.class,
                directory.toString(),
                String.valueOf(witnesses.size()),
                String.valueOf(children++ * NUMBERS_A_CHILD),
                String.valueOf(lot.nextLong()),
                moment.name(),
                String.valueOf(hasty));
        try (BufferedReader lines = ChildJvm.linesOf(child)) {
            if (moment == StallingDisk.Moment.NEVER) {
                listen(lines.readLine());
                child.waitFor(lot.nextInt(60), TimeUnit.MILLISECONDS);
            } else {
                awaitStalls(lines);
            }
            child.toHandle().destroyForcibly();
            lines.lines().toList().forEach(this::listen);
        } finally {
            ChildJvm.kill(child);
        }
    }

    private void awaitStalls(BufferedReader lines) throws IOException {
        int stalled = 0;
        while (stalled < witnesses.size()) {
            String line = lines.readLine();
            if (line == null) {
                throw new AssertionError("the child ended by itself");
            }
            stalled += line.startsWith("S") ? 1 : 0;
            listen(line);
        }
    }

    private void listen(String line) {
        if (line == null) {
            throw new AssertionError("the child ended by itself");
        } else if (line.startsWith("A")) {
            String[] words = line.split(" ", -1);
            witnesses.get(Integer.parseInt(words[1])).acknowledge(Integer.parseInt(words[2]), Long.parseLong(words[3]));
        }
    }

    /** Removes the ledgers, so that a long soak needs the room of one round alone. */
    void remove() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** What is missing or wrong in the ledgers, one line for each. */
    List<String> losses() {
        List<String> losses = new ArrayList<>();
        for (int i = 0; i < witnesses.size(); i++) {
            try {
                check(directory.resolve("ledger-" + i), witnesses.get(i), OpenMode.INSPECT);
            } catch (AssertionError | RuntimeException e) {
                losses.add("ledger-" + i + ": " + e);
            }
        }
        return losses;
    }

    private static void check(Path path, Acknowledged witness, OpenMode mode) {
        if (witness.count() == 0 && !path.resolve("format").toFile().exists()) {
            return;
        }
        try (Ledger ledger = Ledger.open(new LedgerSettings(
                path, mode, Durability.POWER_LOSS, 64 * 1024, EngineClock.system(), new RealDisk()))) {
            List<StoredEvent> log = Logs.read(ledger.log());
            witness.requireIn(log);
            Logs.requireState(log, ledger.live());
        }
    }
}
