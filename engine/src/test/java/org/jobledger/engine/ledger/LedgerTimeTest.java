package org.jobledger.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jobledger.engine.EngineClock;
import org.jobledger.engine.event.ClockJumped;
import org.junit.jupiter.api.Test;

class LedgerTimeTest {
    private static final long START = 1_700_000_000_000_000L;

    private final Clocks clocks = new Clocks();

    /** Two clocks that are moved by hand. */
    private static final class Clocks implements EngineClock {
        private Instant wall = Instant.EPOCH.plusNanos(START * 1000);
        private long nanos = 42;

        void pass(Duration time) {
            wall = wall.plus(time);
            nanos += time.toNanos();
        }

        void set(Duration by) {
            wall = wall.plus(by);
        }

        @Override
        public Instant instant() {
            return wall;
        }

        @Override
        public long nanoTime() {
            return nanos;
        }
    }

    private LedgerTime opened() {
        LedgerTime time = new LedgerTime(clocks, START - 1);
        assertThat(time.open()).isEmpty();
        return time;
    }

    @Test
    void itIsTheWallClockWhileThatRuns() {
        LedgerTime time = opened();
        clocks.pass(Duration.ofMinutes(1));
        assertThat(time.read()).isEmpty();
        assertThat(time.micros()).isEqualTo(START + 60_000_000);
    }

    @Test
    void aJumpForwardIsFollowedAndTold() {
        LedgerTime time = opened();
        clocks.set(Duration.ofHours(1));
        assertThat(time.read()).get().extracting(ClockJumped::byMillis).isEqualTo(3_600_000L);
        assertThat(time.micros()).isEqualTo(START + 3_600_000_000L);
        assertThat(time.read()).isEmpty();
    }

    @Test
    void afterAJumpBackItRunsAtHalfSpeedUntilTheWallClockHasCaughtUp() {
        LedgerTime time = opened();
        clocks.set(Duration.ofSeconds(-10));
        assertThat(time.read()).get().extracting(ClockJumped::byMillis).isEqualTo(-10_000L);
        assertThat(time.micros()).isEqualTo(START);
        clocks.pass(Duration.ofSeconds(8));
        assertThat(time.read()).isEmpty();
        assertThat(time.micros()).isEqualTo(START + 4_000_000);
        clocks.pass(Duration.ofSeconds(12));
        time.read();
        assertThat(time.micros()).isEqualTo(START + 10_000_000);
    }

    @Test
    void aWallClockBehindTheLastEventIsToldAtTheOpening() {
        LedgerTime time = new LedgerTime(clocks, START + 5_000_000);
        assertThat(time.open()).get().extracting(ClockJumped::byMillis).isEqualTo(-5_000L);
        assertThat(time.micros()).isEqualTo(START + 5_000_000);
    }

    @Test
    void itNeverGoesBackWhateverTheWallClockDoes() {
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            LedgerTime time = new LedgerTime(clocks, 0);
            List<Long> seen = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                clocks.pass(Duration.ofMillis(random.nextInt(5_000)));
                clocks.set(Duration.ofMillis(random.nextInt(20_000) - 10_000));
                time.read();
                seen.add(time.micros());
            }
            assertThat(seen).as("seed %d", seed).isSorted();
        }
    }
}
