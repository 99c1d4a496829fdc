package org.jobledger.engine.ledger;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The appender's queue is linearizable: nothing is taken twice, out of its order, or left behind, also where several take, as they do when
 * the appender has ended. Long: {@code -Psoak -Dsoak.arrivalsScenarios=100}.
 */
@Param(name = "number", gen = IntGen.class, conf = "0:5")
@EnabledIfSystemProperty(named = "jobledger.soak", matches = "true", disabledReason = "takes long: only with -Psoak")
public class ArrivalsLincheckTest {
    private static final int SCENARIOS = Integer.getInteger("soak.arrivalsScenarios", 20);

    private final Arrivals<Integer> arrivals = new Arrivals<>();

    @Operation
    public void add(@Param(name = "number") int number) {
        arrivals.add(number);
    }

    /** Two that come at once: nobody takes one without the other, or brings a third between them. */
    @Operation
    public void addBoth(@Param(name = "number") int number) {
        arrivals.add(List.of(number, number + 10));
    }

    @Operation
    public List<Integer> take() {
        return arrivals.take();
    }

    private static StressOptions options(int scenarios) {
        return new StressOptions()
                .iterations(scenarios)
                .invocationsPerIteration(1000)
                .threads(3)
                .actorsPerThread(2)
                .actorsBefore(1)
                .actorsAfter(1)
                .minimizeFailedScenario(false);
    }

    @Test
    void underStress() {
        options(SCENARIOS).check(ArrivalsLincheckTest.class);
    }

    /** The test of the test: a queue that looks and then empties, in two steps, loses what comes in between, and that is found. */
    @Test
    void takingInTwoStepsIsFound() {
        assertThatThrownBy(() -> options(200).check(TwoSteps.class)).isInstanceOf(LincheckAssertionError.class);
    }

    /** The mistake that the queue does not make. */
    @Param(name = "number", gen = IntGen.class, conf = "0:5")
    public static final class TwoSteps {
        private final AtomicReference<List<Integer>> newest = new AtomicReference<>(List.of());

        /** Adds at the end. */
        @Operation
        public void add(@Param(name = "number") int number) {
            newest.updateAndGet(before -> {
                List<Integer> after = new ArrayList<>(before);
                after.add(number);
                return List.copyOf(after);
            });
        }

        /** Takes all that it saw, and forgets all that is there. */
        @Operation
        public List<Integer> take() {
            List<Integer> all = newest.get();
            newest.set(List.of());
            return all;
        }
    }
}
