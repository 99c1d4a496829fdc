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
 * Scores estimators of remaining time: {@code EtaScore [--json] [traces.csv jobs.csv]}. Without files it takes the development traces. Prints
 * the figures over all jobs, over the first job of each kind, per kind, and by fifths of the kinds.
 */
public final class EtaScore {
    private static final int FOLDS = 5;

    private EtaScore() {}

    /** Runs it; ends with 2 where the arguments are wrong. */
    public static void main(String[] args) throws IOException {
        List<String> files = new ArrayList<>(Arrays.asList(args));
        boolean json = files.remove("--json");
        if (files.size() != 0 && files.size() != 2) {
            System.err.println("usage: EtaScore [--json] [traces.csv jobs.csv]");
            System.exit(2);
        }
        List<Trace> traces =
                files.isEmpty() ? TraceFiles.builtIn() : TraceFiles.read(Path.of(files.get(0)), Path.of(files.get(1)));
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Map<String, List<JobScore>> scores = scores(traces);
        if (json) {
            new ScoreJson(out).print(scores);
        } else {
            new ScoreTables(out).print(scores, FOLDS);
        }
    }

    static Map<String, List<JobScore>> scores(List<Trace> traces) {
        Map<String, List<JobScore>> scores = new LinkedHashMap<>();
        Contestants.all().forEach((name, contestant) -> scores.put(name, Protocol.run(contestant.get(), traces)));
        return scores;
    }
}
