package org.jobledger.benchmarks.eta;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.jobledger.engine.progress.Tuning;

/** What {@link EtaTune} prints. */
final class TuningReport {
    private final PrintStream out;

    TuningReport(PrintStream out) {
        this.out = out;
    }

    void begin(int draws, long seed, int jobs) {
        line("%d jobs, %d settings drawn, seed %d", jobs, draws, seed);
        line("%-16s %7s %7s %7s %7s %7s %7s", "chosen", "window", "scatter", "own", "oper.", "early", "band");
    }

    void chosen(String from, Tuning tuning, List<String> leftOut) {
        line(
                "%-16s %7.3f %7.3f %7.3f %7.3f %7.3f %7.3f   %s",
                from,
                tuning.windowPart(),
                tuning.scatter(),
                tuning.ownSlope(),
                tuning.operationSlope(),
                tuning.firstEarlyPart(),
                tuning.band(),
                String.join(" ", leftOut));
    }

    void table(Map<String, List<JobScore>> scores) {
        line("");
        line("%-24s %23s %7s %7s   first of a kind", "", "all jobs", "", "");
        line("%-24s %7s %7s %7s %7s   %7s %7s", "", "median", "mean", "jitter", "<p90", "median", "mean");
        scores.forEach((name, all) -> {
            Summary ours = Summary.of(all);
            Summary first = Summary.of(firsts(all));
            line(
                    "%-24s %7.3f %7.3f %7.3f %7.3f   %7.3f %7.3f",
                    name, ours.median(), ours.mean(), ours.jitter(), ours.p90Coverage(), first.median(), first.mean());
        });
    }

    private static List<JobScore> firsts(List<JobScore> scores) {
        return scores.stream().filter(JobScore::firstOfKind).toList();
    }

    void differences(String name, Map<String, List<JobScore>> scores, List<String> peers, long seed) {
        line("");
        line(
                "%s, less the peer; 90 %% of the samples of a bootstrap over kinds (seed %d); how many are below 0",
                name, seed);
        List<JobScore> ours = Objects.requireNonNull(scores.get(name));
        for (String peer : peers) {
            List<JobScore> theirs = Objects.requireNonNull(scores.get(peer));
            differences(peer + ", all jobs", new PairedBootstrap(ours, theirs, seed));
            differences(peer + ", first of a kind", new PairedBootstrap(firsts(ours), firsts(theirs), seed));
        }
    }

    private void differences(String title, PairedBootstrap bootstrap) {
        difference(title + ": median", bootstrap, Errors::median);
        difference(title + ": mean", bootstrap, Errors::mean);
    }

    private void difference(String title, PairedBootstrap bootstrap, ToDoubleFunction<double[]> figure) {
        PairedBootstrap.Difference difference = bootstrap.of(figure);
        line(
                "%-36s %+.3f (%+.3f to %+.3f) %3.0f %%",
                title, difference.value(), difference.low(), difference.high(), 100 * difference.better());
    }

    private void line(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
    }
}
