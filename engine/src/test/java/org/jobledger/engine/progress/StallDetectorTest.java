package org.jobledger.engine.progress;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StallDetectorTest {

    @Test
    void threeSecondsOfSilenceAreAStallOfAJobThatNeverPauses() {
        StallDetector stall = steps(0.1, 50);
        stall.tick(7.9, false);
        assertThat(stall.stalled()).isFalse();
        stall.tick(8.1, false);
        assertThat(stall.stalled()).isTrue();
    }

    @Test
    void aJobThatMovesInLumpsIsGivenSixTimesItsLongestGap() {
        StallDetector stall = steps(4, 3);
        stall.tick(12 + 23.9, false);
        assertThat(stall.stalled()).isFalse();
        stall.tick(12 + 24.1, false);
        assertThat(stall.stalled()).isTrue();
    }

    @Test
    void theGapOfAStallIsNotTakenForANormalOne() {
        StallDetector stall = steps(0.1, 50);
        stall.tick(60, false);
        stall.tick(61, true);
        assertThat(stall.stalled()).isFalse();
        assertThat(stall.onset()).isEqualTo(64);
    }

    private static StallDetector steps(double gap, int count) {
        StallDetector stall = new StallDetector();
        for (int i = 1; i <= count; i++) {
            stall.tick(i * gap, true);
        }
        return stall;
    }
}
