package org.jobledger.engine.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.jobledger.engine.Forecast;
import org.jobledger.engine.InvalidRequestException;
import org.jobledger.engine.PredictionAccuracy;
import org.jobledger.engine.TimeRemaining;
import org.junit.jupiter.api.Test;

class EstimateHistoryTest {
    private static final EstimateKey KEY = new EstimateKey("wipe", "dir", "nnsa", 0);

    @Test
    void knowsNothingAtFirst() {
        assertThat(new EstimateHistory().forecast(KEY, 1000, 0)).isEmpty();
    }

    @Test
    void forecastsBySizeFromEarlierJobs() {
        EstimateHistory history = new EstimateHistory();
        learn(history, KEY, 3, seed -> 1);
        Forecast forecast = history.forecast(KEY, 4000, 0).orElseThrow();
        assertThat(forecast.p50Millis()).isCloseTo(400_000, within(4000L));
        assertThat(forecast.p10Millis()).isLessThan(forecast.p50Millis());
        assertThat(forecast.p90Millis()).isGreaterThan(forecast.p50Millis());
        assertThat(forecast.historyJobs()).isEqualTo(3);
    }

    @Test
    void aSpeedLimitIsAKeyOfItsOwn() {
        EstimateHistory history = new EstimateHistory();
        learn(history, KEY, 3, seed -> 1);
        assertThat(history.forecast(new EstimateKey("wipe", "dir", "nnsa", 1_000_000), 1000, 0))
                .isEmpty();
    }

    @Test
    void aKnownJobIsEstimatedFromItsFirstTick() {
        EstimateHistory history = new EstimateHistory();
        learn(history, KEY, 5, seed -> 1);
        TimeEstimator estimator = history.start(KEY, 0, 0);
        estimator.tick(500, 0, 1000);
        TimeRemaining estimate = estimator.estimate(500);
        assertThat(estimate.basis()).isEqualTo("history(5)");
        assertThat(estimate.p50Millis()).isCloseTo(100_000, within(3000L));
    }

    @Test
    void aJobThatAlwaysSlowsDownIsNotBelievedToStayFast() {
        EstimateHistory history = new EstimateHistory();
        for (int i = 0; i < 8; i++) {
            TimeEstimator estimator = history.start(KEY, 0, 0);
            slowing(estimator, 100);
            history.learn(KEY, estimator.complete(100_000).orElseThrow(), 0);
        }
        TimeEstimator known = history.start(KEY, 0, 0);
        TimeEstimator unknown = new EstimateHistory().start(KEY, 0, 0);
        slowing(known, 25);
        slowing(unknown, 25);
        assertThat(known.estimate(25_000).p50Millis()).isCloseTo(75_000, within(8000L));
        assertThat(unknown.estimate(25_000).p50Millis()).isLessThan(50_000);
    }

    @Test
    void theFirstJobOfAKeyIsExpectedToGoLikeTheOthersOfItsOperation() {
        EstimateHistory history = new EstimateHistory();
        for (String pool : List.of("a", "b", "c")) {
            EstimateKey key = new EstimateKey("wipe", pool, "nnsa", 0);
            TimeEstimator estimator = history.start(key, 0, 0);
            slowing(estimator, 100);
            history.learn(key, estimator.complete(100_000).orElseThrow(), 0);
        }
        TimeEstimator alike = history.start(new EstimateKey("wipe", "d", "nnsa", 0), 0, 0);
        TimeEstimator unknown = new EstimateHistory().start(KEY, 0, 0);
        slowing(alike, 25);
        slowing(unknown, 25);
        assertThat(alike.estimate(25_000).basis()).isEqualTo("live");
        assertThat(alike.estimate(25_000).p50Millis()).isGreaterThan(60_000);
        assertThat(unknown.estimate(25_000).p50Millis()).isLessThan(50_000);
    }

    @Test
    void whenJobsOfOtherKeysBecomeSlowerThisOneIsExpectedToBeSlowerTooForAWhile() {
        EstimateHistory history = new EstimateHistory();
        EstimateKey other = new EstimateKey("clone", "dir", "", 0);
        learn(history, KEY, 8, seed -> 1);
        learn(history, other, 8, seed -> 1);
        long usual = history.forecast(KEY, 1000, 0).orElseThrow().p50Millis();
        learn(history, other, 8, seed -> 0);
        long busy = history.forecast(KEY, 1000, 0).orElseThrow().p50Millis();
        assertThat(busy).isBetween(usual * 5 / 4, usual * 2);
        assertThat(history.forecast(KEY, 1000, 86_400_000).orElseThrow().p50Millis())
                .as("of another day")
                .isCloseTo(usual, within(usual / 10));
    }

    @Test
    void foldingTheSameJobsAgainGivesTheSame() {
        EstimateHistory first = new EstimateHistory();
        EstimateHistory second = new EstimateHistory();
        learn(first, KEY, 40, Random::nextDouble);
        learn(second, KEY, 40, Random::nextDouble);
        assertThat(saved(second)).isEqualTo(saved(first));
    }

    @Test
    void aSnapshotContinuesAsIfItHadReadAllHistory() {
        EstimateHistory whole = new EstimateHistory();
        EstimateHistory before = new EstimateHistory();
        learn(whole, KEY, 20, Random::nextDouble);
        learn(before, KEY, 20, Random::nextDouble);
        EstimateHistory restored = restored(saved(before));
        learn(whole, KEY, 20, Random::nextDouble);
        learn(restored, KEY, 20, Random::nextDouble);
        assertThat(saved(restored)).isEqualTo(saved(whole));
    }

    @Test
    void keepsSixteenJobsOfAKey() {
        EstimateHistory history = new EstimateHistory();
        learn(history, KEY, 400, Random::nextDouble);
        int full = saved(history).length;
        learn(history, KEY, 20, Random::nextDouble);
        assertThat(history.forecast(KEY, 1000, 0).orElseThrow().historyJobs()).isEqualTo(16);
        assertThat(saved(history).length).as("it has stopped to grow").isLessThan(full + 200);
    }

    @Test
    void aRunningJobIsNotDisturbedByWhatIsLearnedMeanwhile() {
        EstimateHistory history = new EstimateHistory();
        learn(history, KEY, 3, seed -> 1);
        TimeEstimator early = history.start(KEY, 0, 0);
        learn(history, KEY, 9, seed -> 0.2);
        TimeEstimator alike = new EstimateHistory().start(KEY, 0, 0);
        early.tick(1000, 10, 1000);
        alike.tick(1000, 10, 1000);
        assertThat(early.estimate(1000).historyJobs()).isEqualTo(3);
        assertThat(early.estimate(1000).p50Millis()).isCloseTo(99_000, within(3000L));
    }

    @Test
    void aFinishedJobSaysHowGoodItsPredictionWas() {
        TimeEstimator estimator = new EstimateHistory().start(KEY, 0, 0);
        steady(estimator, 1);
        PredictionAccuracy accuracy = estimator.complete(100_000).orElseThrow().accuracy();
        assertThat(List.of(accuracy.at25(), accuracy.at50(), accuracy.at75()))
                .allSatisfy(ratio -> assertThat(ratio).isCloseTo(1, within(0.02)));
    }

    @Test
    void refusesAKeyWithoutAnOperation() {
        assertThatThrownBy(() -> EstimateKey.of(" ")).isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> new EstimateKey("wipe", "", "", -1))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("-1");
    }

    private static byte[] saved(EstimateHistory history) {
        ExchangeWriter writer = new ExchangeWriter();
        history.exchange(writer);
        return writer.bytes();
    }

    private static EstimateHistory restored(byte[] saved) {
        EstimateHistory history = new EstimateHistory();
        history.exchange(new ExchangeReader(saved));
        return history;
    }

    private static void learn(EstimateHistory history, EstimateKey key, int jobs, ToDoubleFunction<Random> speed) {
        Random random = new Random(42);
        for (int i = 0; i < jobs; i++) {
            TimeEstimator estimator = history.start(key, 0, 0);
            long millis = steady(estimator, 0.5 + 0.5 * speed.applyAsDouble(random));
            history.learn(key, estimator.complete(millis).orElseThrow(), 0);
        }
    }

    /** A thousand units at ten a second times the speed; returns the milliseconds. */
    private static long steady(TimeEstimator estimator, double speed) {
        long millis = 0;
        double done = 0;
        while (done < 1000) {
            millis += 500;
            done = Math.min(done + 5 * speed, 1000);
            estimator.tick(millis, (long) done, 1000);
        }
        return millis;
    }

    /** Half of the work in a quarter of the hundred seconds. */
    private static void slowing(TimeEstimator estimator, int seconds) {
        for (int second = 1; second <= seconds; second++) {
            double done = second <= 25 ? second * 20 : 500 + (second - 25) * 500 / 75.0;
            estimator.tick(second * 1000L, (long) done, 1000);
        }
    }
}
