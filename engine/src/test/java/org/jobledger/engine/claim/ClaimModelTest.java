package org.jobledger.engine.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jobledger.engine.claim.ClaimSchedule.Limits;
import org.jobledger.engine.soak.SoakBudget;
import org.junit.jupiter.api.Test;

/**
 * The table does what the naive claims do, over random schedules of all verbs in virtual time. Long: {@code -Psoak
 * -Dsoak.claimSchedules=1000000}; one seed again: {@code -Dsoak.claimSeed=SEED -Dsoak.claimSchedules=1}.
 */
class ClaimModelTest {
    private static final int SCHEDULES = SoakBudget.of("soak.claimSchedules", 20_000, 1_000_000);
    private static final long SEED = Long.getLong("soak.claimSeed", new Random().nextLong());

    @Test
    void theTableAndTheNaiveClaimsNeverDiffer() {
        System.out.println("claim schedules: " + SCHEDULES + " from seed " + SEED);
        for (long seed = SEED; seed < SEED + SCHEDULES; seed++) {
            Random random = new Random(seed);
            Limits limits = Limits.both(random.nextInt(4) == 0 ? 1 + random.nextInt(4) : 0);
            List<ClaimStep> steps = ClaimStep.schedule(random);
            if (ClaimSchedule.difference(steps, limits).isPresent()) {
                List<ClaimStep> smallest = ClaimSchedule.shrink(steps, limits);
                fail("seed " + seed + ": "
                        + ClaimSchedule.difference(smallest, limits).orElseThrow());
            }
        }
    }

    /** The comparison finds what it shall find: of a table that refuses too early, no more than the two who meet there are left. */
    @Test
    void aDifferenceIsFoundAndMadeSmall() {
        Limits unequal = new Limits(1, 0);
        List<ClaimStep> differing = Stream.iterate(1, seed -> seed + 1)
                .map(seed -> ClaimStep.schedule(new Random(seed)))
                .filter(steps -> ClaimSchedule.difference(steps, unequal).isPresent())
                .findFirst()
                .orElseThrow();

        assertThat(ClaimSchedule.difference(differing, Limits.both(0))).isEmpty();
        assertThat(ClaimSchedule.shrink(differing, unequal)).hasSize(2).allMatch(ClaimStep.Ask.class::isInstance);
    }
}
