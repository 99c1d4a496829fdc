package org.jobledger.engine.ledger;

import java.util.Random;
import org.jobledger.engine.ledger.disk.PowerCutDisk;
import org.jobledger.engine.soak.SoakBudget;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The power fails at any moment, again and again: nothing that was acknowledged is lost, and the ledger always opens by itself. Long:
 * {@code -Psoak -Dsoak.cuts=100000}.
 */
class PowerCutTest {
    private static final int CUTS = SoakBudget.of("soak.cuts", 1500, 100_000);
    private static final boolean SOAK = Boolean.getBoolean("jobledger.soak");
    private static final int RUNS_BETWEEN_REPORTS = 1000;

    @Test
    void powerCutsLoseNothingThatWasAcknowledged() {
        Figures figures = new Figures();
        long seed = 0;
        while (figures.cuts < CUTS) {
            PowerCutRun run = new PowerCutRun(new Random(seed), new PowerCutDisk());
            @Nullable Throwable loss = run.loss();
            if (loss != null) {
                throw new AssertionError("seed " + seed, loss);
            }
            figures.add(run);
            seed++;
            if (SOAK && seed % RUNS_BETWEEN_REPORTS == 0) {
                System.out.println("so far " + figures);
            }
        }
        System.out.println(figures + ", lost: 0");
    }

    private static final class Figures {
        private int cuts;
        private int kills;
        private int openings;
        private long acknowledged;

        void add(PowerCutRun run) {
            cuts += run.cuts();
            kills += run.kills();
            openings += run.openings();
            acknowledged += run.acknowledged();
        }

        @Override
        public String toString() {
            return "power cuts: " + cuts + ", kills between them: " + kills + ", openings: " + openings
                    + ", acknowledged: " + acknowledged;
        }
    }
}
