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

    /** With room: nothing here may hang on the last digit. */
    @Test
    void oursIsCalmerAndErrsLessThanTheReferenceAndItsIntervalHolds() throws IOException {
        List<Trace> traces = TraceFiles.builtIn();
        Summary ours = Summary.of(Protocol.run(Hmw.shown(), traces));
        Summary reference = Summary.of(Protocol.run(new Reference(true), traces));
        assertThat(ours.median()).isLessThan(reference.median());
        assertThat(ours.mean()).isLessThan(reference.mean() * 0.95);
        assertThat(ours.jitter()).isLessThanOrEqualTo(0.55);
        assertThat(ours.p90Coverage()).isBetween(0.85, 0.95);
    }

    /** The reference loses those to the short window of tqdm. */
    @Test
    void oursErrsLessThanTqdmOnTheFirstJobsOfTheirKinds() throws IOException {
        Summary ours = firstOfTheirKinds("hmw");
        Summary tqdm = firstOfTheirKinds("tqdm");
        assertThat(ours.jobs()).isEqualTo(31);
        assertThat(ours.median()).isLessThan(tqdm.median());
        assertThat(ours.mean()).isLessThan(tqdm.mean());
    }

    /** Nothing was chosen by these: what is shown errs a little more than the reference does and moves much less, the even bet errs less. */
    @Test
    void onTracesOfOurOwnJobsTheEvenBetErrsLessThanTheReferenceAndWhatIsShownIsCalmer() throws IOException {
        List<Trace> own = TraceFiles.own();
        Summary reference = Summary.of(Protocol.run(new Reference(true), own));
        Summary evenBet =
                Summary.of(Protocol.run(Contestants.named("hmw p50 (raw)").get(), own));
        assertThat(evenBet.median()).isLessThan(reference.median());
        assertThat(evenBet.mean()).isLessThan(reference.mean());
        Summary shown = Summary.of(Protocol.run(Hmw.shown(), own));
        assertThat(shown.jobs()).isGreaterThan(60);
        assertThat(shown.mean()).isLessThanOrEqualTo(reference.mean() * 1.05);
        assertThat(shown.jitter()).isLessThan(reference.jitter() * 0.5);
    }

    private static Summary firstOfTheirKinds(String contestant) throws IOException {
        return Summary.of(Protocol.run(Contestants.named(contestant).get(), TraceFiles.builtIn()).stream()
                .filter(JobScore::firstOfKind)
                .toList());
    }
}
