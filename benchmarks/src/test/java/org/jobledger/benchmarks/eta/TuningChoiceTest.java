package org.jobledger.benchmarks.eta;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.jobledger.engine.progress.Tuning;
import org.junit.jupiter.api.Test;

class TuningChoiceTest {

    @Test
    void choosesTheSameAgainAndKeepsTheJitter() throws IOException {
        List<Trace> traces = TraceFiles.builtIn();
        Tuning chosen = new TuningChoice(2, 7).from(traces);
        assertThat(new TuningChoice(2, 7).from(traces)).isEqualTo(chosen);
        assertThat(Summary.of(TuningChoice.run(chosen, traces)).jitter()).isLessThanOrEqualTo(TuningChoice.JITTER);
    }

    @Test
    void lookingAtOtherJobsItChoosesAnother() throws IOException {
        List<Trace> traces = TraceFiles.builtIn();
        TuningChoice choice = new TuningChoice(20, 7);
        assertThat(choice.from(traces.subList(0, 12))).isNotEqualTo(choice.from(traces.subList(12, 24)));
    }
}
