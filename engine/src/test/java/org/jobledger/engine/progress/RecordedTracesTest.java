package org.jobledger.engine.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Pins what the estimator says of ten recorded jobs (bursts, a stall, jobs with and without history), so that no change to it is silent. */
class RecordedTracesTest {

    @Test
    void theErrorsOnTheRecordedTracesAreThoseThatWereMeasured() throws IOException {
        double[] errors = errors();
        assertThat(errors).hasSize(90);
        assertThat(Arrays.stream(errors).average().orElseThrow()).isCloseTo(MEAN, within(0.001));
        assertThat((errors[44] + errors[45]) / 2).isCloseTo(MEDIAN, within(0.001));
    }

    private static final double MEAN = 0.3807;
    private static final double MEDIAN = 0.2864;

    /** |ln(shown / actual)| at each tenth of the time, sorted; each job learned from after it ended. */
    private static double[] errors() throws IOException {
        EstimateHistory history = new EstimateHistory();
        List<Double> errors = new ArrayList<>();
        for (List<String[]> rows : jobs().values()) {
            EstimateKey key = EstimateKey.of(rows.get(0)[1]);
            long duration = Long.parseLong(rows.get(0)[3]);
            TimeEstimator estimator = history.start(key, Long.parseLong(rows.get(0)[2]), 0);
            int fed = 0;
            for (int tenth = 1; tenth <= 10; tenth++) {
                long now = Math.round(duration * tenth / 10.0);
                for (; fed < rows.size() && Long.parseLong(rows.get(fed)[4]) <= now; fed++) {
                    String[] row = rows.get(fed);
                    estimator.tick(Long.parseLong(row[4]), Long.parseLong(row[5]), Long.parseLong(row[6]));
                }
                if (tenth < 10) {
                    double shown = Math.max(estimator.estimate(now).shownMillis(), 1);
                    errors.add(Math.min(Math.abs(Math.log(shown / (duration - now))), Math.log(20)));
                }
            }
            history.learn(key, estimator.complete(duration).orElseThrow(), 0);
        }
        return errors.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    }

    private static Map<String, List<String[]>> jobs() throws IOException {
        Map<String, List<String[]>> jobs = new LinkedHashMap<>();
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(RecordedTracesTest.class.getResourceAsStream("traces.csv")),
                StandardCharsets.UTF_8))) {
            reader.readLine();
            reader.lines()
                    .map(line -> line.split(",", -1))
                    .forEach(row -> jobs.computeIfAbsent(row[0], job -> new ArrayList<>())
                            .add(row));
        }
        return jobs;
    }
}
