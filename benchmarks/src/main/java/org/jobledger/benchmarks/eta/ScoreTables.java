package org.jobledger.benchmarks.eta;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;

/** The figures as tables for people. */
final class ScoreTables {
    private static final List<String> SHORT_LIST = List.of("hmw", "hmw p50 (raw)", "reference", "tqdm", "indicatif");

    private final PrintStream out;

    ScoreTables(PrintStream out) {
        this.out = out;
    }

    void print(Map<String, List<JobScore>> scores, int folds) {
        table("all jobs", scores, score -> true);
        table("first of their kind", scores, JobScore::firstOfKind);
        table("later ones", scores, score -> !score.firstOfKind());
        List<String> kinds = kinds(scores);
        for (int fold = 0; fold < folds; fold++) {
            List<String> chosen = every(kinds, folds, fold);
            shortTable("fold " + (fold + 1) + ": " + String.join(" ", chosen), scores, chosen);
        }
        kinds.forEach(kind -> shortTable(kind, scores, List.of(kind)));
    }

    private static List<String> kinds(Map<String, List<JobScore>> scores) {
        return new ArrayList<>(new TreeSet<>(scores.values().stream()
                .flatMap(List::stream)
                .map(score -> score.trace().kind())
                .toList()));
    }

    /** Every so many of them, from one on: one of the folds into which they are dealt out. */
    static List<String> every(List<String> kinds, int step, int from) {
        List<String> chosen = new ArrayList<>();
        for (int i = from; i < kinds.size(); i += step) {
            chosen.add(kinds.get(i));
        }
        return chosen;
    }

    private void shortTable(String title, Map<String, List<JobScore>> scores, List<String> kinds) {
        Map<String, List<JobScore>> few = new LinkedHashMap<>(scores);
        few.keySet().retainAll(SHORT_LIST);
        table(title, few, score -> kinds.contains(score.trace().kind()));
    }

    private void table(String title, Map<String, List<JobScore>> scores, Predicate<JobScore> chosen) {
        out.println();
        out.println(title);
        out.println(row("", "jobs", "median", "mean", "p90", "jitter", "j.med", "<p10", "<p50", "<p90"));
        scores.forEach((name, all) ->
                out.println(line(name, Summary.of(all.stream().filter(chosen).toList()))));
    }

    private static String line(String name, Summary s) {
        return row(
                name,
                Integer.toString(s.jobs()),
                figure(s.median()),
                figure(s.mean()),
                figure(s.p90()),
                figure(s.jitter()),
                figure(s.medianJitter()),
                figure(s.p10Coverage()),
                figure(s.p50Coverage()),
                figure(s.p90Coverage()));
    }

    private static String row(String name, String... cells) {
        StringBuilder row = new StringBuilder(String.format(Locale.ROOT, "%-24s", name));
        for (String cell : cells) {
            row.append(String.format(Locale.ROOT, " %7s", cell));
        }
        return row.toString();
    }

    private static String figure(double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.3f", value);
    }
}
