package org.jobledger.engine.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Pace under a limit, in made-up time. */
class SpeedBudgetTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    @Test
    void theSpeedIsTheLimitOffByNoMoreThanOnePieceAlsoWhenTheLimitChanges() {
        for (long seed = 1; seed <= 200; seed++) {
            Random random = new Random(seed);
            long now = random.nextLong();
            SpeedBudget budget = new SpeedBudget(now);
            double allowed = 0;
            long done = 0;
            long largest = 0;
            long limit = 1L + random.nextInt(1_000_000);
            for (int i = 0; i < 300; i++) {
                if (random.nextInt(20) == 0) {
                    // The old limit held until now.
                    budget.nanosToWait(now, limit);
                    limit = 1L + random.nextInt(1_000_000);
                }
                long wait = budget.nanosToWait(now, limit);
                assertThat(wait).isNotNegative();
                allowed += limit * (wait / (double) SECOND);
                now += wait;
                long lingering = random.nextInt(3) == 0 ? random.nextInt(1_000_000) : 0;
                assertThat(budget.nanosToWait(now, limit)).as("seed %d", seed).isLessThanOrEqualTo(1);
                long piece = random.nextInt(100_000);
                largest = Math.max(largest, piece);
                budget.spend(piece);
                done += piece;
                allowed += limit * (lingering / (double) SECOND);
                now += lingering;
                assertThat((double) done).as("seed %d", seed).isLessThanOrEqualTo(allowed + largest + 1);
            }
        }
    }

    @Test
    void withoutALimitNothingWaitsAndNothingIsOwedLater() {
        SpeedBudget budget = new SpeedBudget(0);
        assertThat(budget.nanosToWait(0, 0)).isZero();
        budget.spend(Long.MAX_VALUE / 2);
        assertThat(budget.nanosToWait(1, 10)).isZero();
        budget.spend(20);
        assertThat(budget.nanosToWait(1, 10)).isEqualTo(2 * SECOND);
        assertThat(budget.nanosToWait(1, 0)).isZero();
    }
}
