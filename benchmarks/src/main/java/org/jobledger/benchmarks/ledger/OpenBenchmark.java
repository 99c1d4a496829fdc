package org.jobledger.benchmarks.ledger;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How long it takes to open a ledger, by the length of its history: with ten active jobs, each time in a fresh process, after a clean
 * close and after a kill with 20 000 events behind the newest snapshot. The time is from the call to open until all jobs are there; the
 * tables open behind it.
 *
 * <p>Arguments: the greatest number of events as a power of ten (default 7, which needs 4 GB), openings for each figure (default 7), directory
 * (default: a new one under java.io.tmpdir).
 */
public final class OpenBenchmark {
    private static final int SMALLEST_POWER = 4;
    private static final String EVENTS_BEFORE_KILL = "20000";

    private final int openings;

    private OpenBenchmark(int openings) {
        this.openings = openings;
    }

    /** Runs it and prints the table. */
    public static void main(String[] args) throws Exception {
        int greatest = args.length > 0 ? Integer.parseInt(args[0]) : 7;
        int openings = args.length > 1 ? Integer.parseInt(args[1]) : 7;
        Path base = Files.createTempDirectory(
                args.length > 2 ? Path.of(args[2]) : Path.of(System.getProperty("java.io.tmpdir")), "open-bench");
        System.out.printf(
                "%12s %9s %12s %11s   %-24s %-12s %-24s %-12s%n",
                "events",
                "segments",
                "journal MB",
                "tables MB",
                "after a close, ms",
                "cpu ms",
                "after a kill, ms",
                "cpu ms");
        try {
            new OpenBenchmark(openings).run(base, greatest);
        } finally {
            AppendBenchmark.remove(base);
        }
    }

    private void run(Path base, int greatest) throws Exception {
        long events = 1;
        for (int power = 1; power <= greatest; power++) {
            events *= 10;
            if (power >= SMALLEST_POWER) {
                Path ledger = base.resolve("e" + power);
                row(ledger, events);
                AppendBenchmark.remove(ledger);
            }
        }
    }

    private void row(Path ledger, long events) throws Exception {
        process("build", ledger, Long.toString(events));
        Path journal = ledger.resolve("journal");
        String sizes = String.format(
                "%12d %9d %12.1f %11.1f",
                events,
                files(journal).size(),
                megabytes(files(journal)),
                megabytes(List.of(ledger.resolve("ledger.mv.db"))));
        List<Opening> closed = new ArrayList<>();
        List<Opening> killed = new ArrayList<>();
        for (int i = 0; i < openings; i++) {
            closed.add(opening(ledger));
        }
        for (int i = 0; i < openings; i++) {
            process("kill", ledger, EVENTS_BEFORE_KILL);
            killed.add(opening(ledger));
        }
        System.out.printf(
                "%s   %-24s %-12s %-24s %-12s%n", sizes, wall(closed), cpu(closed), wall(killed), cpu(killed));
    }

    /** How long an opening took and the processor time of it, both in milliseconds. */
    private record Opening(double wall, double cpu) {}

    private static String cpu(List<Opening> openings) {
        List<Double> sorted = openings.stream().map(Opening::cpu).sorted().toList();
        return String.format("%.0f", sorted.get(sorted.size() / 2));
    }

    private static String wall(List<Opening> openings) {
        List<Double> sorted = openings.stream().map(Opening::wall).sorted().toList();
        return String.format(
                "%.0f (%.0f-%.0f)", sorted.get(sorted.size() / 2), sorted.get(0), sorted.get(sorted.size() - 1));
    }

    private static Opening opening(Path ledger) throws Exception {
        String[] said = process("open", ledger).strip().split(" ");
        if (!said[0].equals("opened") || Integer.parseInt(said[2]) != OpeningProcess.ACTIVE) {
            throw new IllegalStateException(Arrays.toString(said));
        }
        return new Opening(Long.parseLong(said[1]) / 1000.0, Long.parseLong(said[3]) / 1000.0);
    }

    private static String process(String what, Path ledger, String... more) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-cp",
                classPath(),
                OpeningProcess.class.getName(),
                what,
                ledger.toString()));
        command.addAll(List.of(more));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int status = process.waitFor();
        if (status != 0 && !what.equals("kill")) {
            throw new IllegalStateException(what + " ended with " + status);
        }
        return said;
    }

    /** That of this process, also where Maven runs it in a class loader. */
    private static String classPath() {
        if (OpenBenchmark.class.getClassLoader() instanceof URLClassLoader loader) {
            return Arrays.stream(loader.getURLs()).map(URL::getPath).collect(Collectors.joining(File.pathSeparator));
        }
        return System.getProperty("java.class.path");
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }

    private static double megabytes(List<Path> files) {
        return files.stream().mapToLong(file -> file.toFile().length()).sum() / 1e6;
    }
}
