package org.jobledger.benchmarks.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.ProjectionBehindException;
import org.jobledger.engine.ledger.Ledger;
import org.jobledger.engine.ledger.Projector;
import org.jobledger.engine.ledger.TablePlace;

/** What {@link OpenBenchmark} has done in a process of its own. Arguments: what, the ledger's directory, a number. */
final class OpeningProcess {
    /** How many jobs go on in every ledger. */
    static final int ACTIVE = 10;

    private OpeningProcess() {}

    public static void main(String[] args) throws Exception {
        Path directory = Path.of(args[1]);
        long number = args.length > 2 ? Long.parseLong(args[2]) : 0;
        switch (args[0]) {
            case "build" -> build(directory, number);
            case "open" -> open(directory);
            case "kill" -> kill(directory, number);
            default -> throw new IllegalArgumentException(args[0]);
        }
    }

    /** Makes a ledger of so many events, its tables, and lets its segments be compressed. */
    private static void build(Path directory, long events) throws IOException {
        try (History history = new History(directory)) {
            history.finishedJobs(events / History.EVENTS_OF_A_JOB);
            history.activeJobs(ACTIVE);
            makeTables(history.ledger());
            while (plainSegments(directory) > 2) {
                Thread.onSpinWait();
            }
        }
    }

    private static void makeTables(Ledger ledger) {
        try (Projector projector = Projector.start(ledger.log(), TablePlace.owned(ledger.directory()))) {
            while (projector.appliedPosition() < ledger.log().forcedPosition()) {
                try {
                    projector.awaitApplied(ledger.log().forcedPosition(), Duration.ofMinutes(1));
                } catch (ProjectionBehindException e) {
                    System.err.println(e.getMessage());
                }
            }
        }
    }

    private static long plainSegments(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("journal"))) {
            return files.filter(file -> file.toString().endsWith(".journal")).count();
        }
    }

    /** Opens the engine and prints how long that took, microseconds, the number of jobs, and the processor time, microseconds. */
    private static void open(Path directory) {
        long cpu = ThreadTimes.now().process();
        long begin = System.nanoTime();
        try (JobEngine engine = JobEngine.at(directory).open()) {
            int jobs = engine.jobs().size();
            long end = System.nanoTime();
            System.out.println("opened " + (end - begin) / 1000 + " " + jobs + " "
                    + (ThreadTimes.now().process() - cpu) / 1000);
        }
    }

    /** Appends so many events and ends as by kill -9. */
    private static void kill(Path directory, long events) {
        History history = new History(directory);
        history.finishedJobs(events / History.EVENTS_OF_A_JOB);
        Runtime.getRuntime().halt(137);
    }
}
