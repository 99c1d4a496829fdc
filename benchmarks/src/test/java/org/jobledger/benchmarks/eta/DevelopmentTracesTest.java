package org.jobledger.benchmarks.eta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.IOException;
import java.util.List;
import org.jobledger.benchmarks.eta.reference.Reference;
import org.junit.jupiter.api.Test;

/** The port of the reference against what the original script gives, and ours against both bounds that it was built to. */
class DevelopmentTracesTest {

    @Test
    void thePortOfTheReferenceGivesTheFiguresOfTheOriginal() throws IOException {
        Summary port = Summary.of(Protocol.run(new Reference(true), TraceFiles.builtIn()));
        assertThat(port.jobs()).isEqualTo(126);
        assertThat(port.median()).isCloseTo(0.234, withinPercentage(2));
        assertThat(port.mean()).isCloseTo(0.369, withinPercentage(2));
        assertThat(port.p90()).isCloseTo(0.891, withinPercentage(2));
        assertThat(port.jitter()).isCloseTo(0.789, withinPercentage(2));
    }

    @Test
    void oursIsCalmerAndErrsLessThanTheReferenceAndItsIntervalHolds() throws IOException {
        List<Trace> traces = TraceFiles.builtIn();
        Summary ours = Summary.of(Protocol.run(Hmw.shown(), traces));
        Summary reference = Summary.of(Protocol.run(new Reference(true), traces));
        assertThat(ours.median()).isLessThan(reference.median());
        assertThat(ours.mean()).isLessThan(reference.mean());
        assertThat(ours.jitter()).isLessThanOrEqualTo(0.55);
        assertThat(ours.p90Coverage()).isBetween(0.85, 0.95);
    }
}
