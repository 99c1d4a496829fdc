package org.jobledger.benchmarks.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Durable appends per second of 1, 16 and 256 callers, how long one waits, and what is written for each: the ledger beside a raw file,
 * SQLite, H2 and PostgreSQL, one after the other in one run on one file system.
 *
 * <pre>mvn -q -Pbench -pl benchmarks -am -DskipTests package exec:java -Dexec.mainClass=org.jobledger.benchmarks.ledger.AppendBenchmark</pre>
 *
 * Arguments: seconds for each figure (default 5), directory (default: a new one under java.io.tmpdir).
 */
public final class AppendBenchmark {
    private static final List<Integer> CALLERS = List.of(1, 16, 256);
    /** At some thousand events a second it takes as long until all that matters is compiled; with several callers a third of it. */
    private static final long WARM_UP_SECONDS = 15;

    private final long seconds;

    private AppendBenchmark(long seconds) {
        this.seconds = seconds;
    }

    /** What one contender did with a number of callers. Latencies in microseconds. */
    private record Figure(long events, double perSecond, double p50, double p99, double p999) {}

    /** Runs it and prints the table. */
    public static void main(String[] args) throws Exception {
        long seconds = args.length > 0 ? Long.parseLong(args[0]) : 5;
        Path base = Files.createTempDirectory(
                args.length > 1 ? Path.of(args[1]) : Path.of(System.getProperty("java.io.tmpdir")), "append-bench");
        System.out.printf(
                "%-40s %8s %12s %8s %10s %10s %10s %12s %12s%n",
                "", "callers", "events/s", "of raw", "p50 us", "p99 us", "p99.9 us", "bytes/event", "cpu us/event");
        try {
            new AppendBenchmark(seconds).run(base);
        } finally {
            remove(base);
        }
    }

    private void run(Path base) throws Exception {
        int number = 0;
        for (int callers : CALLERS) {
            double raw = 0;
            for (Contenders.Opening opening : Contenders.all()) {
                Path directory = Files.createDirectories(base.resolve("c" + number++));
                try (Contender contender = opening.open(directory)) {
                    measure(contender, callers, callers == 1 ? WARM_UP_SECONDS : WARM_UP_SECONDS / 3);
                    long before = WrittenBytes.ofThisProcess();
                    ThreadTimes then = ThreadTimes.now();
                    Figure figure = measure(contender, callers, seconds);
                    long bytes = WrittenBytes.ofThisProcess() - before;
                    double cpu = ThreadTimes.now().microsSince(then, figure.events());
                    raw = raw == 0 ? figure.perSecond() : raw; // the raw file comes first
                    System.out.printf(
                            "%-40s %8d %12.0f %8.2f %10.0f %10.0f %10.0f %12s %12s%n",
                            contender.name(),
                            callers,
                            figure.perSecond(),
                            figure.perSecond() / raw,
                            figure.p50(),
                            figure.p99(),
                            figure.p999(),
                            contender.inThisProcess() ? Long.toString(bytes / figure.events()) : "-",
                            contender.inThisProcess() ? String.format("%.1f", cpu) : "-");
                }
                remove(directory);
            }
        }
    }

    private long used;

    private Figure measure(Contender contender, int callers, long forSeconds) throws Exception {
        CountDownLatch ready = new CountDownLatch(callers);
        CountDownLatch go = new CountDownLatch(1);
        List<CallerThread> threads = new ArrayList<>();
        for (int i = 0; i < callers; i++) {
            CallerThread thread = new CallerThread(contender, i, used, ready, go, forSeconds);
            thread.start();
            threads.add(thread);
        }
        used += 1_000_000;
        ready.await();
        long start = System.nanoTime();
        go.countDown();
        for (CallerThread thread : threads) {
            thread.join();
        }
        double elapsed = (System.nanoTime() - start) / 1e9;
        long[] all =
                threads.stream().flatMapToLong(CallerThread::latencies).sorted().toArray();
        return new Figure(all.length, all.length / elapsed, at(all, 0.5), at(all, 0.99), at(all, 0.999));
    }

    private static double at(long[] sorted, double share) {
        return sorted[(int) Math.min(sorted.length - 1, (long) (sorted.length * share))] / 1000.0;
    }

    /** One caller, appending one event after the other. */
    private static final class CallerThread extends Thread {
        private final Contender contender;
        private final int number;
        private final long first;
        private final CountDownLatch ready;
        private final CountDownLatch go;
        private final long seconds;
        private long[] latencies = new long[1024];
        private int count;

        CallerThread(
                Contender contender, int number, long first, CountDownLatch ready, CountDownLatch go, long seconds) {
            this.contender = contender;
            this.number = number;
            this.first = first;
            this.ready = ready;
            this.go = go;
            this.seconds = seconds;
        }

        LongStream latencies() {
            return Arrays.stream(latencies, 0, count);
        }

        @Override
        public void run() {
            try (Contender.Caller caller = contender.caller(number)) {
                ready.countDown();
                go.await();
                long end = System.nanoTime() + seconds * 1_000_000_000;
                for (long now = System.nanoTime(); now < end; ) {
                    caller.append(first + count);
                    long after = System.nanoTime();
                    add(after - now);
                    now = after;
                }
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        private void add(long nanos) {
            if (count == latencies.length) {
                latencies = Arrays.copyOf(latencies, 2 * count);
            }
            latencies[count++] = nanos;
        }
    }

    static void remove(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(AppendBenchmark::delete);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
