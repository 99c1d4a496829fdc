package org.jobledger.benchmarks.jobs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jobledger.benchmarks.ledger.ThreadTimes;
import org.jobledger.engine.event.Durability;

/**
 * No-op jobs a second from submit to completed, with 8 workers and 8 submitting threads or more: Jobledger beside db-scheduler, Quartz and JobRunr,
 * itself without forces ("unforced"), and beside the forces alone that each job needs, in turns in one run on one file system.
 *
 * <pre>mvn -q -Pbench -pl benchmarks -am -DskipTests package exec:java -Dexec.mainClass=org.jobledger.benchmarks.jobs.JobsBenchmark</pre>
 *
 * Arguments: jobs in each round (default 1000), rounds (default 3), directory (default: a new one under java.io.tmpdir), the names of the
 * systems that take part, or how they begin, with commas between (default: all), submitting threads (default 8). Each round is in a new directory, after a
 * quarter of its jobs that are not counted; nor is a whole round that comes first, as most of what that costs is the compiler's. The table
 * shows the median round. With each round comes the processor time of a job by kind of thread.
 */
public final class JobsBenchmark {
    private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(5);

    private final int jobs;
    private final int submitting;
    private final Path base;
    private int directories;

    private JobsBenchmark(int jobs, int submitting, Path base) {
        this.jobs = jobs;
        this.submitting = submitting;
        this.base = base;
    }

    /** Opens one. */
    @FunctionalInterface
    private interface Opening {
        JobSystem open(Path directory) throws Exception;
    }

    private static final Map<String, Opening> SYSTEMS = systems();

    private static Map<String, Opening> systems() {
        Map<String, Opening> systems = new LinkedHashMap<>();
        systems.put("Jobledger", directory -> new OurJobs(directory, Durability.POWER_LOSS));
        systems.put("db-scheduler", DbSchedulerJobs::new);
        systems.put("Quartz", QuartzJobs::new);
        systems.put("JobRunr", JobRunrJobs::new);
        systems.put("unforced", directory -> new OurJobs(directory, Durability.PROCESS_CRASH));
        systems.put("bare forces", BareForces::new);
        return systems;
    }

    private static List<Opening> named(String names) {
        return SYSTEMS.entrySet().stream()
                .filter(system -> Arrays.stream(names.split(",", -1)).anyMatch(system.getKey()::startsWith))
                .map(Map.Entry::getValue)
                .toList();
    }

    private record Figure(
            String name, String settings, double submitted, double completed, double cpuMicros, String times) {}

    /** Runs it and prints the table. */
    public static void main(String[] args) throws Exception {
        int jobs = args.length > 0 ? Integer.parseInt(args[0]) : 1000;
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 3;
        int submitting = args.length > 4 ? Integer.parseInt(args[4]) : 8;
        Path base = Files.createTempDirectory(
                args.length > 2 ? Path.of(args[2]) : Path.of(System.getProperty("java.io.tmpdir")), "jobs-bench");
        try {
            new JobsBenchmark(jobs, submitting, base).run(rounds, named(args.length > 3 ? args[3] : ""));
        } finally {
            remove(base);
        }
        // JobRunr and Hikari leave threads behind that are no daemons.
        System.exit(0);
    }

    private void run(int rounds, List<Opening> all) throws Exception {
        List<List<Figure>> figures = new ArrayList<>();
        all.forEach(opening -> figures.add(new ArrayList<>()));
        for (int round = 0; round <= rounds; round++) {
            for (int i = 0; i < all.size(); i++) {
                Figure figure = measure(all.get(i));
                System.out.printf(
                        "%s: %s completed %.0f jobs/s; %s%n",
                        round == 0 ? "warming up" : "round " + round + " of " + rounds,
                        figure.name(),
                        figure.completed(),
                        figure.times());
                if (round > 0) {
                    figures.get(i).add(figure);
                }
            }
        }
        print(figures.stream().map(JobsBenchmark::median).toList());
    }

    private Figure measure(Opening opening) throws Exception {
        Path directory = Files.createDirectories(base.resolve("d" + directories++));
        ExecutorService submitters = Executors.newFixedThreadPool(submitting, task -> new Thread(task, "submitter"));
        try (JobSystem system = opening.open(directory)) {
            run(system, submitters, 0, jobs / 4);
            ThreadTimes then = ThreadTimes.now();
            long start = System.nanoTime();
            long submitted = run(system, submitters, jobs / 4, jobs);
            long end = System.nanoTime();
            ThreadTimes now = ThreadTimes.now();
            return new Figure(
                    system.name(),
                    system.settings(),
                    jobs * 1e9 / (submitted - start),
                    jobs * 1e9 / (end - start),
                    now.microsSince(then, jobs),
                    now.textSince(then, jobs) + "; " + system.counted());
        } finally {
            submitters.shutdown();
        }
    }

    /** Has so many jobs done; gives the time when the last of them was submitted. */
    private long run(JobSystem system, ExecutorService submitters, long before, long count) throws Exception {
        AtomicLong next = new AtomicLong(before);
        Callable<Boolean> submitter = () -> {
            for (long n = next.getAndIncrement(); n < before + count; n = next.getAndIncrement()) {
                system.submit(n);
            }
            return true;
        };
        List<Future<Boolean>> done = submitters.invokeAll(
                Stream.generate(() -> submitter).limit(submitting).toList());
        for (Future<Boolean> one : done) {
            one.get();
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
        System.out.printf("%n%d no-op jobs a round, %d submitters, %d workers%n", jobs, submitting, JobSystem.WORKERS);
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
