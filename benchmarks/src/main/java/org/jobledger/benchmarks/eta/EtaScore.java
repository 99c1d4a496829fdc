package org.jobledger.benchmarks.eta;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Scores estimators of remaining time: {@code EtaScore [--json] [--own | traces.csv jobs.csv]}. Without files it takes the development traces, with
 * {@code --own} those that {@code RecordTraces} recorded of this project's own jobs. Prints
 * the figures over all jobs, over the first job of each kind, per kind, and by fifths of the kinds.
 */
public final class EtaScore {
    private static final int FOLDS = 5;

    private EtaScore() {}

    /** Runs it; ends with 2 where the arguments are wrong. */
    public static void main(String[] args) throws IOException {
        List<String> files = new ArrayList<>(Arrays.asList(args));
        boolean json = files.remove("--json");
        boolean own = files.remove("--own");
        if (files.size() != 0 && (own || files.size() != 2)) {
            System.err.println("usage: EtaScore [--json] [--own | traces.csv jobs.csv]");
            System.exit(2);
        }
        List<Trace> traces = own ? TraceFiles.own() : files.isEmpty() ? TraceFiles.builtIn() : read(files);
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Map<String, List<JobScore>> scores = scores(traces);
        if (json) {
            new ScoreJson(out).print(scores);
        } else {
            new ScoreTables(out).print(scores, FOLDS);
        }
    }

    private static List<Trace> read(List<String> files) throws IOException {
        return TraceFiles.read(Path.of(files.get(0)), Path.of(files.get(1)));
    }

    static Map<String, List<JobScore>> scores(List<Trace> traces) {
        Map<String, List<JobScore>> scores = new LinkedHashMap<>();
        Contestants.all().forEach((name, contestant) -> scores.put(name, Protocol.run(contestant.get(), traces)));
        return scores;
    }
}
