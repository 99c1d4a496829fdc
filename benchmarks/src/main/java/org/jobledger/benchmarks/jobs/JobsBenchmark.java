package org.jobledger.benchmarks.jobs;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * No-op jobs a second from submit to completed, with 8 submitting threads and 8 workers: Jobledger beside db-scheduler, Quartz and JobRunr,
 * in turns in one run on one file system.
 *
 * <pre>mvn -q -Pbench -pl benchmarks -am -DskipTests package exec:java -Dexec.mainClass=org.jobledger.benchmarks.jobs.JobsBenchmark</pre>
 *
 * Arguments: jobs in each round (default 1000), rounds (default 3), directory (default: a new one under java.io.tmpdir). Each round is in a
 * new directory, after a warm-up of a quarter of its jobs; the table shows the median round.
 */
public final class JobsBenchmark {
    private static final int SUBMITTERS = 8;
    private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(5);

    private final int jobs;
    private final Path base;
    private int directories;

    private JobsBenchmark(int jobs, Path base) {
        this.jobs = jobs;
        this.base = base;
    }

    /** Opens one. */
    @FunctionalInterface
    private interface Opening {
        JobSystem open(Path directory) throws Exception;
    }

    private record Figure(String name, String settings, double submitted, double completed, double cpuMicros) {}

    /** Runs it and prints the table. */
    public static void main(String[] args) throws Exception {
        int jobs = args.length > 0 ? Integer.parseInt(args[0]) : 1000;
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 3;
        Path base = Files.createTempDirectory(
                args.length > 2 ? Path.of(args[2]) : Path.of(System.getProperty("java.io.tmpdir")), "jobs-bench");
        try {
            new JobsBenchmark(jobs, base).run(rounds);
        } finally {
            remove(base);
        }
        // JobRunr and Hikari leave threads behind that are no daemons.
        System.exit(0);
    }

    private void run(int rounds) throws Exception {
        List<Opening> all = List.of(OurJobs::new, DbSchedulerJobs::new, QuartzJobs::new, JobRunrJobs::new);
        List<List<Figure>> figures = new ArrayList<>();
        all.forEach(opening -> figures.add(new ArrayList<>()));
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < all.size(); i++) {
                Figure figure = measure(all.get(i));
                System.out.printf(
                        "round %d of %d: %s completed %.0f jobs/s%n",
                        round + 1, rounds, figure.name(), figure.completed());
                figures.get(i).add(figure);
            }
        }
        print(figures.stream().map(JobsBenchmark::median).toList());
    }

    private Figure measure(Opening opening) throws Exception {
        Path directory = Files.createDirectories(base.resolve("d" + directories++));
        try (JobSystem system = opening.open(directory)) {
            run(system, 0, jobs / 4);
            long cpu = cpuNanos();
            long start = System.nanoTime();
            long submitted = run(system, jobs / 4, jobs);
            long end = System.nanoTime();
            return new Figure(
                    system.name(),
                    system.settings(),
                    jobs * 1e9 / (submitted - start),
                    jobs * 1e9 / (end - start),
                    (cpuNanos() - cpu) / 1e3 / jobs);
        }
    }

    /** What this process has used of the processors, which other processes do not change much. */
    private static long cpuNanos() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    /** Has so many jobs done; gives the time when the last of them was submitted. */
    private static long run(JobSystem system, long before, long count) throws Exception {
        AtomicLong next = new AtomicLong(before);
        ExecutorService submitters = Executors.newFixedThreadPool(SUBMITTERS);
        try {
            Callable<Boolean> submitter = () -> {
                for (long n = next.getAndIncrement(); n < before + count; n = next.getAndIncrement()) {
                    system.submit(n);
                }
                return true;
            };
            List<Future<Boolean>> done = submitters.invokeAll(
                    Stream.generate(() -> submitter).limit(SUBMITTERS).toList());
            for (Future<Boolean> one : done) {
                one.get();
            }
        } finally {
            submitters.shutdown();
        }
        long submitted = System.nanoTime();
        while (system.completed() < before + count) {
            if (System.nanoTime() - submitted > LONGEST_NANOS) {
                throw new IllegalStateException(system.name() + " has completed " + system.completed() + " of "
                        + (before + count) + " jobs after five minutes");
            }
            TimeUnit.MILLISECONDS.sleep(1);
        }
        return submitted;
    }

    private static Figure median(List<Figure> rounds) {
        return rounds.stream()
                .sorted(Comparator.comparingDouble(Figure::completed))
                .toList()
                .get(rounds.size() / 2);
    }

    private void print(List<Figure> figures) {
        double ours = figures.get(0).completed();
        System.out.printf("%n%-24s %14s %14s %10s %14s%n", "", "submitted/s", "completed/s", "ours is", "CPU us a job");
        for (Figure figure : figures) {
            System.out.printf(
                    "%-24s %14.0f %14.0f %9.1fx %14.0f%n",
                    figure.name(),
                    figure.submitted(),
                    figure.completed(),
                    ours / figure.completed(),
                    figure.cpuMicros());
        }
        System.out.printf("%n%d no-op jobs a round, %d submitters, %d workers%n", jobs, SUBMITTERS, JobSystem.WORKERS);
        figures.forEach(figure -> System.out.println(figure.name() + ": " + figure.settings()));
    }

    private static void remove(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(JobsBenchmark::delete);
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
