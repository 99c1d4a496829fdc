package org.jobledger.engine.ledger;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The inbox of the appender is linearizable: nothing is taken twice or out of its order, and nothing that was accepted is left behind by the
 * shutting. Long: {@code -Psoak -Dsoak.inboxScenarios=100}.
 */
@Param(name = "number", gen = IntGen.class, conf = "0:5")
@EnabledIfSystemProperty(named = "jobledger.soak", matches = "true", disabledReason = "takes long: only with -Psoak")
public class InboxLincheckTest {
    private static final int SCENARIOS = Integer.getInteger("soak.inboxScenarios", 20);

    private final Inbox<Integer> inbox = new Inbox<>(number -> number % 2 == 1);

    /** Odd numbers are those that nobody waits for. */
    @Operation
    public boolean add(@Param(name = "number") int number) {
        return inbox.add(number);
    }

    @Operation(nonParallelGroup = "appender")
    public List<Integer> take() {
        return inbox.takeNow();
    }

    @Operation(nonParallelGroup = "appender")
    public List<Integer> shut() {
        return inbox.shut();
    }

    private static StressOptions options(int scenarios) {
        return new StressOptions()
                .iterations(scenarios)
                .invocationsPerIteration(500)
                .threads(2)
                .actorsPerThread(3)
                .actorsBefore(1)
                .actorsAfter(2)
                .minimizeFailedScenario(false);
    }

    @Test
    void underStress() {
        options(SCENARIOS).check(InboxLincheckTest.class);
    }

    /** The test of the test: an inbox that looks whether it is shut before it adds, not after, leaves something behind. */
    @Test
    void anInboxThatLooksTooEarlyIsFound() {
        assertThatThrownBy(() -> options(200).check(TooEarly.class)).isInstanceOf(LincheckAssertionError.class);
    }

    /** The mistake that the inbox does not make. */
    public static final class TooEarly {
        private final Inbox<Integer> inbox = new Inbox<>(number -> false);
        private volatile boolean shut;

        /** Looks, then adds. */
        @Operation
        public boolean add(@Param(gen = IntGen.class, conf = "0:5") int number) {
            boolean open = !shut;
            if (open) {
                boolean unused = inbox.add(number);
            }
            return open;
        }

        /** Shuts, then takes what is left. */
        @Operation(nonParallelGroup = "appender")
        public List<Integer> shut() {
            shut = true;
            return inbox.takeNow();
        }
    }
}
