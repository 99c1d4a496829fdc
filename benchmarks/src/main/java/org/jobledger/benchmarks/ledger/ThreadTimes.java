package org.jobledger.benchmarks.ledger;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Processor time of this process by kind of thread, nanoseconds: what a figure cost, which says more than its speed where others use the
 * machine.
 *
 * @param process all of it
 * @param byKind of threads that live now, as Linux tells it; empty elsewhere
 */
public record ThreadTimes(long process, Map<String, Long> byKind) {
    /** Names of threads as Linux cuts them, and what they do. */
    private static final Map<String, String> KINDS = Map.ofEntries(
            Map.entry("jobledger-appen", "appender"),
            Map.entry("jobledger-proje", "projector"),
            Map.entry("jobledger-compr", "compressor"),
            Map.entry("jobledger-worke", "workers"),
            Map.entry("jobledger-subsc", "subscription"),
            Map.entry("bare-writer", "writer"),
            Map.entry("bare-worker", "workers"),
            Map.entry("db-scheduler", "scheduler"),
            Map.entry("submitter", "submitters"),
            Map.entry("H2-", "H2"),
            Map.entry("MVStore ", "H2"),
            Map.entry("GC ", "garbage collector"),
            Map.entry("G1 ", "garbage collector"),
            Map.entry("C1 ", "compiler"),
            Map.entry("C2 ", "compiler"));

    /** Up to now. */
    public static ThreadTimes now() {
        Map<String, Long> sums = new TreeMap<>();
        for (Path thread : threads()) {
            try {
                String name = Files.readString(thread.resolve("comm"));
                String times = Files.readString(thread.resolve("schedstat"));
                long nanos = Long.parseLong(times.substring(0, times.indexOf(' ')));
                KINDS.entrySet().stream()
                        .filter(kind -> name.startsWith(kind.getKey()))
                        .forEach(kind -> sums.merge(kind.getValue(), nanos, Long::sum));
            } catch (IOException e) {
                // It has ended.
            }
        }
        long process =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
        return new ThreadTimes(process, sums);
    }

    private static List<Path> threads() {
        try (Stream<Path> threads = Files.list(Path.of("/proc/self/task"))) {
            return threads.toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** Microseconds of the process for each of so many events since then. */
    public double microsSince(ThreadTimes then, long events) {
        return (process - then.process) / 1e3 / events;
    }

    /** The same by kind; callers and what has ended are the rest. */
    public String textSince(ThreadTimes then, long events) {
        Map<String, Double> micros = new TreeMap<>();
        byKind.forEach((kind, nanos) -> micros.put(kind, (nanos - then.byKind.getOrDefault(kind, 0L)) / 1e3 / events));
        double all = microsSince(then, events);
        double rest =
                all - micros.values().stream().mapToDouble(Double::doubleValue).sum();
        return String.format("processor time of one %.1f us: callers and others %.1f, ", all, rest)
                + micros.entrySet().stream()
                        .map(kind -> String.format("%s %.1f", kind.getKey(), kind.getValue()))
                        .collect(Collectors.joining(", "));
    }
}
