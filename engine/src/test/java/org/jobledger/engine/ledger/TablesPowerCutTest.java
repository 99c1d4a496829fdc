package org.jobledger.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jobledger.engine.soak.SoakBudget;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The power fails under journal and tables at once, again and again: nothing that was acknowledged is lost, the ledger opens by itself,
 * and its tables come to equal a replay. Long: {@code -Psoak -Dsoak.h2cuts=5000}.
 */
class TablesPowerCutTest {
    private static final int CUTS = SoakBudget.of("soak.h2cuts", 48, 5_000);
    private static final int CUTS_WITHOUT_ORDER = 400;
    private static final boolean SOAK = Boolean.getBoolean("jobledger.soak");
    private static final int RUNS_BETWEEN_REPORTS = 10;

    @Test
    void powerCutsOfJournalAndTablesTogetherLoseNothing() {
        Figures figures = new Figures();
        for (long seed = 0; figures.ends() < CUTS; seed++) {
            TablesCutRun run = new TablesCutRun(new Random(seed), true);
            @Nullable Throwable loss = run.loss();
            figures.add(run);
            if (loss != null) {
                throw new AssertionError("seed " + seed + ", after " + figures, loss);
            }
            if (SOAK && seed % RUNS_BETWEEN_REPORTS == RUNS_BETWEEN_REPORTS - 1) {
                System.out.println("so far " + figures);
            }
        }
        System.out.println(figures + ", lost: 0");
    }

    /** The test of the test. */
    @Test
    void withoutTheForcesBetweenBodyAndFooterTablesBreak() {
        Figures figures = new Figures();
        boolean broken = false;
        for (long seed = 0; !broken && figures.ends() < CUTS_WITHOUT_ORDER; seed++) {
            TablesCutRun run = new TablesCutRun(new Random(seed), false);
            broken = run.loss() != null || !run.rebuilds().isEmpty();
            figures.add(run);
        }
        System.out.println("without the forces that order H2's writes: " + figures);
        assertThat(broken)
                .as("tables that break within %d cuts", figures.ends())
                .isTrue();
    }

    private static final class Figures {
        private final Map<String, Integer> rebuilds = new TreeMap<>();
        private final Map<String, Integer> troubles = new TreeMap<>();
        private int cuts;
        private int kills;
        private int inTheMiddle;
        private int verified;
        private int missing;
        private long acknowledged;

        int ends() {
            return cuts + kills;
        }

        void add(TablesCutRun run) {
            cuts += run.cuts();
            kills += run.kills();
            inTheMiddle += run.inTheMiddle();
            verified += run.verified();
            missing += run.missing();
            acknowledged += run.acknowledged();
            run.rebuilds().forEach(reason -> rebuilds.merge(reason, 1, Integer::sum));
            run.troubles().forEach(reason -> troubles.merge(reason, 1, Integer::sum));
        }

        @Override
        public String toString() {
            int made = rebuilds.values().stream().mapToInt(Integer::intValue).sum();
            return "power cuts of journal and tables: " + cuts + ", kills between them: " + kills
                    + ", of both in the middle of a change: " + inTheMiddle + ", openings verified: " + verified
                    + ", acknowledged: " + acknowledged + ", tables made again: " + made + " " + rebuilds
                    + ", tables gone: " + missing + ", H2 failed by itself: " + troubles;
        }
    }
}
