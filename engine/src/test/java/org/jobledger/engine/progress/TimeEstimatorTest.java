package org.jobledger.engine.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import org.jobledger.engine.EstimateState;
import org.jobledger.engine.TimeRemaining;
import org.jobledger.engine.state.Work;
import org.junit.jupiter.api.Test;

class TimeEstimatorTest {
    private static final EstimateKey KEY = EstimateKey.of("wipe");

    @Test
    void saysNothingBeforeThereIsProgressOrHistory() {
        TimeRemaining estimate = fresh().estimate(0);
        assertThat(estimate.state()).isEqualTo(EstimateState.ESTIMATING);
        assertThat(estimate.known()).isFalse();
        assertThat(estimate.predictedEnd()).isNull();
        assertThat(estimate.basis()).isEqualTo("live");
    }

    @Test
    void aSteadyJobIsPredictedExactly() {
        TimeEstimator estimator = fresh();
        run(estimator, 0, 40, 100);
        TimeRemaining estimate = estimator.estimate(40_000);
        assertThat(estimate.state()).isEqualTo(EstimateState.RUNNING);
        assertThat(estimate.p50Millis()).isCloseTo(60_000, within(10L));
        assertThat(estimate.shownMillis()).isCloseTo(60_000, within(10L));
        assertThat(estimate.p10Millis()).isLessThan(estimate.p50Millis());
        assertThat(estimate.p90Millis()).isGreaterThan(estimate.p50Millis());
        assertThat(estimate.overallRate()).isCloseTo(10, within(1e-9));
        assertThat(estimate.shortRate()).isCloseTo(10, within(1e-9));
        assertThat(estimate.timeShare()).isCloseTo(0.4, within(1e-9));
        assertThat(estimator.outlook(1_000_000).at(42_000).predictedEnd()).isEqualTo(Instant.ofEpochMilli(1_060_000));
    }

    @Test
    void theClockRunsBetweenTicks() {
        TimeEstimator estimator = fresh();
        run(estimator, 0, 40, 100);
        assertThat(estimator.estimate(42_000).p50Millis()).isCloseTo(58_000, within(10L));
        assertThat(estimator.estimate(42_000).shownMillis()).isCloseTo(58_000, within(10L));
    }

    @Test
    void aStallFreezesTheClockAndTheRatesHoweverLongItLasts() {
        TimeEstimator estimator = fresh();
        run(estimator, 0, 40, 100);
        long atOnset = 0;
        for (int second = 41; second < 4000; second++) {
            estimator.tick(second * 1000L, 400, 1000);
            TimeRemaining estimate = estimator.estimate(second * 1000L);
            atOnset = second == 48 ? estimate.shownMillis() : atOnset;
            if (second > 47) {
                assertThat(estimate.state()).isEqualTo(EstimateState.STALLED);
                assertThat(estimate.stalledMillis()).isEqualTo((second - 40) * 1000L);
                assertThat(estimate.shownMillis()).isEqualTo(atOnset);
                assertThat(estimate.shownMillis()).isCloseTo(60_000, within(10L));
                assertThat(estimate.p90Millis()).isBetween(1L, 600_000L);
            }
        }
        long first = estimator.estimate(4_000_000).shownMillis();
        assertThat(estimator.estimate(9_000_000).shownMillis()).isEqualTo(first);
        assertThat(estimator.estimate(9_000_000).p50Millis())
                .isEqualTo(estimator.estimate(4_000_000).p50Millis());
    }

    @Test
    void theSilenceBeforeAStallIsSeenIsNoSlowRateEither() {
        TimeEstimator estimator = fresh();
        run(estimator, 0, 40, 100);
        for (int second = 41; second <= 60; second++) {
            TimeRemaining seenBefore = estimator.estimate(second * 1000L);
            estimator.tick(second * 1000L, 400, 1000);
            TimeRemaining seenAfter = estimator.estimate(second * 1000L);
            assertThat(seenAfter.p50Millis()).isEqualTo(seenBefore.p50Millis());
            assertThat(seenAfter.shownMillis()).isEqualTo(seenBefore.shownMillis());
            if (seenAfter.state() == EstimateState.STALLED) {
                assertThat(seenAfter.p50Millis()).isCloseTo(60_000, within(10L));
                assertThat(seenAfter.shownMillis()).isCloseTo(60_000, within(10L));
            }
        }
        for (int second = 61; second <= 70; second++) {
            estimator.tick(second * 1000L, 400 + (second - 60) * 10L, 1000);
        }
        assertThat(estimator.estimate(70_000).p50Millis()).isCloseTo(50_000, within(10L));
        assertThat(estimator.estimate(70_000).overallRate()).isCloseTo(10, within(1e-9));
    }

    @Test
    void aLongStepIsASlowRateOnlyWhenItIsOver() {
        TimeEstimator estimator = fresh();
        run(estimator, 0, 40, 100);
        estimator.tick(42_000, 400, 1000);
        assertThat(estimator.estimate(42_000).p50Millis()).isCloseTo(58_000, within(10L));
        estimator.tick(44_000, 410, 1000);
        assertThat(estimator.estimate(44_000).p50Millis()).isBetween(60_000L, 200_000L);
    }

    @Test
    void aStallIsSeenBetweenTicksToo() {
        TimeEstimator estimator = fresh();
        run(estimator, 0, 40, 100);
        assertThat(estimator.estimate(45_000).state()).isEqualTo(EstimateState.RUNNING);
        assertThat(estimator.estimate(50_000).state()).isEqualTo(EstimateState.STALLED);
        assertThat(estimator.estimate(50_000).stalledMillis()).isEqualTo(10_000);
    }

    @Test
    void aHoleBetweenTwoTicksIsAStallAndNotASlowRate() {
        TimeEstimator estimator = fresh();
        run(estimator, 0, 40, 100);
        // The whole process stood still for ten minutes, and then goes on as before.
        estimator.tick(641_000, 410, 1000);
        assertThat(estimator.estimate(641_000).state()).isEqualTo(EstimateState.RUNNING);
        assertThat(estimator.estimate(641_000).p50Millis()).isCloseTo(59_000, within(10L));
        assertThat(estimator.estimate(641_000).shownMillis()).isCloseTo(59_000, within(10L));
        assertThat(estimator.estimate(641_000).overallRate()).isCloseTo(10, within(1e-9));
        for (int second = 642; second <= 700; second++) {
            estimator.tick(second * 1000L, (second - 600) * 10L, 1000);
        }
        assertThat(estimator.estimate(700_000).state()).isEqualTo(EstimateState.FINALIZING);
    }

    @Test
    void whatIsLearnedOfAJobIsTheTimeInWhichItWorked() {
        EstimateHistory history = new EstimateHistory();
        TimeEstimator heldUp = history.start(KEY, 0, 0);
        run(heldUp, 0, 40, 100);
        for (int second = 41; second <= 100; second++) {
            heldUp.tick(second * 1000L + 8 * 3_600_000L, second * 10L, 1000);
        }
        CompletedRun run = heldUp.complete(100_000 + 8 * 3_600_000L).orElseThrow();
        assertThat(run.accuracy().at50()).isCloseTo(1, within(0.02));
        history.learn(KEY, run, 0);
        assertThat(history.forecast(KEY, 1000, 0).orElseThrow().p50Millis()).isCloseTo(100_000, within(1000L));
    }

    @Test
    void allDoneButNotEndedIsFinalizing() {
        TimeEstimator estimator = fresh();
        run(estimator, 0, 100, 100);
        assertThat(estimator.estimate(100_000).state()).isEqualTo(EstimateState.FINALIZING);
        assertThat(estimator.estimate(200_000).state()).isEqualTo(EstimateState.FINALIZING);
        assertThat(estimator.estimate(200_000).shownMillis()).isBetween(0L, 10L);
    }

    @Test
    void whoWaitsForTheNextTickIsNotToldThatItIsOver() {
        TimeEstimator estimator = fresh();
        run(estimator, 0, 98, 100);
        long first = estimator.estimate(98_000).shownMillis();
        assertThat(first).isCloseTo(2000, within(10L));
        assertThat(estimator.estimate(100_500).shownMillis()).isBetween(first / 4, first / 3);
    }

    @Test
    void aPauseOnlyShowsForTheWorkingTimeStandsStill() {
        TimeEstimator estimator = fresh();
        run(estimator, 0, 40, 100);
        TimeRemaining before = estimator.estimate(40_000);
        estimator.paused(true);
        assertThat(estimator.estimate(40_000).state()).isEqualTo(EstimateState.PAUSED);
        assertThat(estimator.estimate(40_000).shownMillis()).isEqualTo(before.shownMillis());
        estimator.paused(false);
        assertThat(estimator.estimate(40_000)).isEqualTo(before);
    }

    @Test
    void withoutATotalThereAreRatesOnly() {
        TimeEstimator estimator = fresh();
        for (int second = 1; second <= 20; second++) {
            estimator.tick(second * 1000L, second * 10L, Work.UNKNOWN);
        }
        TimeRemaining estimate = estimator.estimate(20_000);
        assertThat(estimate.known()).isFalse();
        assertThat(estimate.overallRate()).isCloseTo(10, within(1e-9));
        assertThat(estimator.complete(20_000)).isEmpty();
    }

    @Test
    void aTotalThatIsLearnedLateIsUsedFromThenOn() {
        TimeEstimator estimator = fresh();
        for (int second = 1; second <= 20; second++) {
            estimator.tick(second * 1000L, second * 10L, Work.UNKNOWN);
        }
        run(estimator, 20, 30, 100);
        assertThat(estimator.estimate(30_000).p50Millis()).isCloseTo(70_000, within(100L));
    }

    @Test
    void aTotalThatGrowsStretchesTheTime() {
        TimeEstimator estimator = fresh();
        run(estimator, 0, 40, 100);
        run(estimator, 40, 41, 200);
        assertThat(estimator.estimate(41_000).p50Millis()).isCloseTo(159_000, within(200L));
    }

    @Test
    void replayedTicksContinueItWhereItWas() {
        TimeEstimator live = fresh();
        TimeEstimator replayed = fresh();
        for (int second = 1; second <= 60; second++) {
            long done = second * 10L + (second * 7919L) % 13;
            live.tick(second * 1000L, done, 1000);
            live.estimate(second * 1000L);
            replayed.tick(second * 1000L, done, 1000);
        }
        assertThat(replayed.estimate(60_000)).isEqualTo(live.estimate(60_000));
    }

    @Test
    void workThatIsDoneAgainAfterACrashIsNoProgressTwiceAndNoNegativeRate() {
        TimeEstimator estimator = fresh();
        run(estimator, 0, 40, 100);
        estimator.tick(41_000, 200, 1000);
        for (int second = 42; second <= 60; second++) {
            estimator.tick(second * 1000L, 200 + (second - 41) * 10L, 1000);
        }
        TimeRemaining estimate = estimator.estimate(60_000);
        assertThat(estimate.p50Millis()).isCloseTo(61_000, within(8000L));
        assertThat(estimate.shortRate()).isPositive();
        assertThat(estimator.complete(140_000))
                .as("a distorted run teaches nothing")
                .isEmpty();
    }

    @Test
    void aTickThatIsNotLaterIsIgnored() {
        TimeEstimator estimator = fresh();
        run(estimator, 0, 40, 100);
        TimeRemaining before = estimator.estimate(40_000);
        estimator.tick(40_000, 900, 1000);
        estimator.tick(12_000, 900, 1000);
        assertThat(estimator.estimate(40_000)).isEqualTo(before);
    }

    @Test
    void anEmptyJobIsDoneAtOnce() {
        TimeEstimator estimator = fresh();
        estimator.tick(100, 0, 0);
        assertThat(estimator.estimate(100).state()).isEqualTo(EstimateState.FINALIZING);
        assertThat(estimator.complete(100)).isEmpty();
    }

    private static TimeEstimator fresh() {
        return new EstimateHistory().start(KEY, 0, 0);
    }

    /** Ten units a second, of a job that would take so many seconds. */
    private static void run(TimeEstimator estimator, int from, int to, int seconds) {
        for (int second = from + 1; second <= to; second++) {
            estimator.tick(second * 1000L, second * 10L, seconds * 10L);
        }
    }
}
