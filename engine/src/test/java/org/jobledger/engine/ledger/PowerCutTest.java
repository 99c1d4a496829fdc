package org.jobledger.engine.ledger;

import java.util.Random;
import org.jobledger.engine.ledger.disk.PowerCutDisk;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The power fails at any moment, again and again: nothing that was acknowledged is lost, and the ledger always opens by itself. */
class PowerCutTest {
    private static final int CUTS = Integer.getInteger("soak.cuts", 1500);

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
        }
        System.out.printf(
                "power cuts: %d, kills between them: %d, openings: %d, acknowledged: %d, lost: 0%n",
                figures.cuts, figures.kills, figures.openings, figures.acknowledged);
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
    }
}
