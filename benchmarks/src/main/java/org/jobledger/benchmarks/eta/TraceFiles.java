package org.jobledger.benchmarks.eta;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/**
 * Reads a pair of files: traces (job, kind, t_ms, done, total) and jobs (job, kind, op, size, total, duration_ms, start_epoch, usable; other
 * columns are ignored, and without an operation the kind stands for it). Comma-separated with a header, plain or gzip. Only jobs that are usable ("yes") are taken.
 */
final class TraceFiles {
    private TraceFiles() {}

    /** The development traces that come with the benchmarks, in the order in which the jobs began. */
    static List<Trace> builtIn() throws IOException {
        return builtIn("traces.csv.gz", "jobs.csv");
    }

    /** Those of this project's own jobs, recorded on a machine that was far too busy. */
    static List<Trace> own() throws IOException {
        return builtIn("own-traces.csv.gz", "own-jobs.csv");
    }

    private static List<Trace> builtIn(String tracesName, String jobsName) throws IOException {
        try (InputStream traces = open(tracesName);
                InputStream jobs = open(jobsName)) {
            return read(new GZIPInputStream(traces), jobs);
        }
    }

    private static InputStream open(String name) {
        return Objects.requireNonNull(TraceFiles.class.getResourceAsStream(name), name);
    }

    /** Any other pair of files. */
    static List<Trace> read(Path traces, Path jobs) throws IOException {
        try (InputStream first = unpacked(traces);
                InputStream second = unpacked(jobs)) {
            return read(first, second);
        }
    }

    private static InputStream unpacked(Path file) throws IOException {
        InputStream raw = Files.newInputStream(file);
        return file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
    }

    static List<Trace> read(InputStream traces, InputStream jobs) throws IOException {
        Map<String, List<long[]>> samples = new LinkedHashMap<>();
        for (Map<String, String> row : rows(traces)) {
            samples.computeIfAbsent(row.get("job"), job -> new ArrayList<>())
                    .add(new long[] {number(row, "t_ms"), number(row, "done"), number(row, "total")});
        }
        return rows(jobs).stream()
                .filter(row -> row.getOrDefault("usable", "yes").equals("yes") && samples.containsKey(row.get("job")))
                .map(row -> trace(row, samples.getOrDefault(row.get("job"), List.of())))
                .sorted(Comparator.comparingLong(Trace::start))
                .toList();
    }

    private static Trace trace(Map<String, String> row, List<long[]> samples) {
        return new Trace(
                row.getOrDefault("job", ""),
                row.getOrDefault("op", row.getOrDefault("kind", "")),
                row.getOrDefault("kind", ""),
                number(row, "start_epoch"),
                number(row, "size"),
                samples.get(samples.size() - 1)[2],
                number(row, "duration_ms"),
                samples.stream().mapToLong(sample -> sample[0]).toArray(),
                samples.stream().mapToLong(sample -> sample[1]).toArray());
    }

    private static long number(Map<String, String> row, String column) {
        return Long.parseLong(row.getOrDefault(column, "0"));
    }

    private static List<Map<String, String>> rows(InputStream file) throws IOException {
        BufferedReader reader = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8));
        String header = reader.readLine();
        if (header == null) {
            throw new IOException("empty file, expected a header");
        }
        List<String> columns = Arrays.asList(header.split(",", -1));
        List<Map<String, String>> rows = new ArrayList<>();
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            rows.add(row(columns, line.split(",", -1)));
        }
        return rows;
    }

    private static Map<String, String> row(List<String> columns, String[] cells) throws IOException {
        if (cells.length < columns.size()) {
            throw new IOException(
                    "row with " + cells.length + " of " + columns.size() + " columns: " + String.join(",", cells));
        }
        Map<String, String> row = new HashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            row.put(columns.get(i), cells[i]);
        }
        return row;
    }
}
