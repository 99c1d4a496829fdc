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

    @Test
    void aTickThatComesFarTooLateWasHeldUpForAllButAUsualBeat() {
        StallDetector stall = steps(0.5, 50);
        assertThat(stall.tick(25 + 600, true)).isEqualTo(599.5);
        assertThat(stall.stalled()).isFalse();
        assertThat(stall.onset()).as("the hole is no normal gap").isEqualTo(625 + 3);
        assertThat(stall.tick(625.5, true)).isZero();
    }

    @Test
    void ticksThatBecomeRareAreTheNewBeatFromTheSecondOn() {
        StallDetector stall = steps(0.5, 50);
        assertThat(stall.tick(35, true)).isPositive();
        assertThat(stall.tick(45, true)).isZero();
        assertThat(stall.tick(55, true)).isZero();
        assertThat(stall.onset()).isEqualTo(55 + 60);
    }

    @Test
    void theFirstTickSetsTheBeatHoweverLateItComes() {
        StallDetector stall = new StallDetector();
        assertThat(stall.tick(20, true)).isZero();
        assertThat(stall.tick(40, true)).isZero();
    }

    @Test
    void lumpsThatCameAsStallsAreTheNormalGapFromTheSecondOn() {
        StallDetector stall = steps(0.5, 2);
        for (double now = 1.5; now < 30; now += 0.5) {
            stall.tick(now, now % 5 == 0);
        }
        assertThat(stall.onset()).as("six times the five seconds").isEqualTo(25 + 30);
    }

    @Test
    void timeInWhichItIsWatchedAndDoesNotMoveIsLostFromTheOnsetOn() {
        StallDetector stall = steps(0.5, 4);
        double lost = 0;
        for (double now = 2.5; now <= 12; now += 0.5) {
            lost += stall.tick(now, false);
        }
        assertThat(lost).isEqualTo(12 - 5);
    }

    @Test
    void waitingForTheEndIsNoStall() {
        StallDetector stall = steps(0.5, 4);
        stall.finalizing(30);
        assertThat(stall.stalled()).isFalse();
        assertThat(stall.tick(30.5, true)).isZero();
    }

    private static StallDetector steps(double gap, int count) {
        StallDetector stall = new StallDetector();
        for (int i = 1; i <= count; i++) {
            stall.tick(i * gap, true);
        }
        return stall;
    }
}
