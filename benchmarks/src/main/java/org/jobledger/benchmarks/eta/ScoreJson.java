package org.jobledger.benchmarks.eta;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;

/** The figures as one JSON object a line: estimator, group of jobs, figures; null where there is none. */
final class ScoreJson {
    private final PrintStream out;

    ScoreJson(PrintStream out) {
        this.out = out;
    }

    void print(Map<String, List<JobScore>> scores) {
        scores.forEach((name, all) -> {
            line(name, "all", all, score -> true);
            line(name, "first", all, JobScore::firstOfKind);
            line(name, "later", all, score -> !score.firstOfKind());
            new TreeSet<>(all.stream().map(score -> score.trace().kind()).toList())
                    .forEach(kind -> line(
                            name,
                            "kind:" + kind,
                            all,
                            score -> score.trace().kind().equals(kind)));
        });
    }

    private void line(String name, String group, List<JobScore> all, Predicate<JobScore> chosen) {
        Summary s = Summary.of(all.stream().filter(chosen).toList());
        out.println("{\"estimator\":" + text(name) + ",\"group\":" + text(group) + ",\"jobs\":" + s.jobs()
                + ",\"median\":" + figure(s.median()) + ",\"mean\":" + figure(s.mean())
                + ",\"p90\":" + figure(s.p90()) + ",\"jitter\":" + figure(s.jitter())
                + ",\"medianJitter\":" + figure(s.medianJitter()) + ",\"coverageP10\":" + figure(s.p10Coverage())
                + ",\"coverageP50\":" + figure(s.p50Coverage()) + ",\"coverageP90\":" + figure(s.p90Coverage()) + "}");
    }

    private static String text(String value) {
        StringBuilder json = new StringBuilder("\"");
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < ' ' || c == '"' || c == '\\') {
                json.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        return json.append('"').toString();
    }

    private static String figure(double value) {
        return Double.isNaN(value) ? "null" : String.format(Locale.ROOT, "%.6f", value);
    }
}
