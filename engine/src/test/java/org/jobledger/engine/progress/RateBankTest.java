package org.jobledger.engine.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateBankTest {

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.1, 0.5, 2, 30})
    void aSteadyRateIsSeenAtOnceInEveryWindow(double interval) {
        RateBank bank = new RateBank();
        bank.add(interval, 7);
        for (double window : new double[] {0.5, 1, 3, 100, 2048, 1e6}) {
            assertThat(bank.over(window)).isCloseTo(7, within(1e-9));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 20, 100})
    void doesNotDependOnHowOftenItIsFed(int parts) {
        RateBank coarse = new RateBank();
        RateBank fine = new RateBank();
        for (double rate : new double[] {3, 9, 1, 4}) {
            coarse.add(10, rate);
            for (int i = 0; i < parts; i++) {
                fine.add(10.0 / parts, rate);
            }
        }
        for (double window = 1; window <= 2048; window *= 1.7) {
            assertThat(fine.over(window)).isCloseTo(coarse.over(window), within(1e-9));
        }
    }

    @Test
    void aShortWindowForgetsWhatALongOneRemembers() {
        RateBank bank = new RateBank();
        bank.add(100, 1);
        bank.add(5, 10);
        assertThat(bank.over(1)).isGreaterThan(9.9);
        assertThat(bank.over(64)).isLessThan(3);
    }
}
