package org.jobledger.benchmarks.eta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class PairedBootstrapTest {

    @Test
    void whoIsBetterByTheSameOnEveryJobIsSurelyBetterByThat() {
        List<JobScore> peer = scores(kind -> 0.5 + 0.1 * kind);
        List<JobScore> ours = scores(kind -> 0.4 + 0.1 * kind);
        PairedBootstrap.Difference difference = new PairedBootstrap(ours, peer, 1).of(Errors::mean);
        assertThat(difference.value()).isCloseTo(-0.1, within(1e-9));
        assertThat(difference.low()).isCloseTo(-0.1, within(1e-9));
        assertThat(difference.high()).isCloseTo(-0.1, within(1e-9));
        assertThat(difference.better()).isEqualTo(1);
    }

    @Test
    void ofTwoThatErrAtRandomNeitherIsSurelyBetter() {
        Random random = new Random(3);
        List<JobScore> ours = scores(kind -> random.nextDouble());
        List<JobScore> peer = scores(kind -> random.nextDouble());
        PairedBootstrap.Difference difference = new PairedBootstrap(ours, peer, 1).of(Errors::median);
        assertThat(difference.low()).isLessThan(0);
        assertThat(difference.high()).isGreaterThan(0);
        assertThat(difference.better()).isBetween(0.05, 0.95);
        assertThat(new PairedBootstrap(ours, peer, 1).of(Errors::median)).isEqualTo(difference);
    }

    /** Errors of one kind go together: many jobs of a single kind are one piece of evidence. */
    @Test
    void aKindIsDrawnWithAllItsJobs() {
        List<JobScore> ours = new ArrayList<>(scores(kind -> 0.5));
        List<JobScore> peer = new ArrayList<>(scores(kind -> 0.5));
        for (int i = 0; i < 100; i++) {
            ours.add(score("kind0", 0.1));
            peer.add(score("kind0", 0.9));
        }
        assertThat(new PairedBootstrap(ours, peer, 1).of(Errors::mean).better()).isBetween(0.5, 0.8);
    }

    @Test
    void refusesScoresOfOtherJobs() {
        assertThatThrownBy(() -> new PairedBootstrap(scores(kind -> 1), List.of(score("other", 1)), 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static List<JobScore> scores(ToDoubleFunction<Integer> errorOfKind) {
        List<JobScore> scores = new ArrayList<>();
        for (int kind = 0; kind < 10; kind++) {
            scores.add(score("kind" + kind, errorOfKind.applyAsDouble(kind)));
        }
        return scores;
    }

    private static JobScore score(String kind, double error) {
        Trace trace = new Trace("job", "operation", kind, 0, 1, 1, 1000, new long[0], new long[0]);
        return new JobScore(trace, true, List.of(error), List.of(), 0);
    }
}
