package org.jobledger.benchmarks.eta;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jobledger.engine.progress.Tuning;

/**
 * Chooses the constants of the estimator, and says what that choice is worth on kinds of jobs that it was made without:
 * {@code EtaTune [DRAWS [SEED]]}, some minutes. The method is {@link TuningChoice}.
 *
 * <p>The kinds of the development traces, by name, are dealt out to five folds in turn. For each fold the constants are chosen from the
 * traces of the other four, as if its kinds had never been seen; then all traces are run in the order of their time, as in life, and the jobs
 * of the fold's kinds are scored. The scores of the five are pooled and stand beside those of the others on the same jobs. The engine's own
 * constants, printed at the end, are those that the same method chooses from all traces, rounded.
 *
 * <p>What this cannot tell: the form of the estimator and its fixed constants were thought of with these traces at hand. And the constants
 * of the reference were chosen on all of them; tqdm's on none.
 */
public final class EtaTune {
    private static final int FOLDS = 5;
    private static final int DRAWS = 300;
    private static final long SEED = 1;

    private EtaTune() {}

    /** Runs it; ends with 2 where the arguments are wrong. */
    public static void main(String[] args) throws IOException {
        if (args.length > 2 || !List.of(args).stream().allMatch(arg -> arg.matches("[0-9]{1,9}"))) {
            System.err.println("usage: EtaTune [DRAWS [SEED]]");
            System.exit(2);
        }
        int draws = args.length > 0 ? Integer.parseInt(args[0]) : DRAWS;
        long seed = args.length > 1 ? Long.parseLong(args[1]) : SEED;
        TuningReport report = new TuningReport(new PrintStream(System.out, true, StandardCharsets.UTF_8));
        List<Trace> traces = TraceFiles.builtIn();
        TuningChoice choice = new TuningChoice(draws, seed);
        report.begin(draws, seed, traces.size());
        List<JobScore> leftOut = leftOut(choice, traces, report);
        Tuning fromAll = choice.from(traces);
        report.chosen("from all", fromAll, List.of());

        Map<String, List<JobScore>> scores = new LinkedHashMap<>();
        scores.put("ours, kinds left out", leftOut);
        scores.put("ours, chosen from all", TuningChoice.run(fromAll, traces));
        scores.put("ours, as it is", TuningChoice.run(Tuning.CHOSEN, traces));
        for (String peer : List.of("reference", "tqdm")) {
            Supplier<Contestant> contestant = Contestants.named(peer);
            scores.put(peer, Protocol.run(contestant.get(), traces));
        }
        report.table(scores);
        report.differences("ours, kinds left out", scores, List.of("reference", "tqdm"), seed);
    }

    private static List<JobScore> leftOut(TuningChoice choice, List<Trace> traces, TuningReport report) {
        List<String> kinds =
                traces.stream().map(Trace::kind).distinct().sorted().toList();
        List<JobScore> pooled = new ArrayList<>();
        for (int fold = 0; fold < FOLDS; fold++) {
            List<String> out = ScoreTables.every(kinds, FOLDS, fold);
            Tuning tuning = choice.from(
                    traces.stream().filter(trace -> !out.contains(trace.kind())).toList());
            report.chosen("without fold " + (fold + 1), tuning, out);
            TuningChoice.run(tuning, traces).stream()
                    .filter(score -> out.contains(score.trace().kind()))
                    .forEach(pooled::add);
        }
        return pooled;
    }
}
