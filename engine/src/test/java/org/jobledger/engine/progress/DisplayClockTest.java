package org.jobledger.engine.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class DisplayClockTest {

    @Test
    void aTrueEstimateIsShownAsItIs() {
        DisplayClock clock = new DisplayClock(Tuning.CHOSEN, true);
        for (int second = 1; second < 100; second++) {
            clock.advance(second, 1, 100 - second, second);
        }
        assertThat(clock.end()).isCloseTo(100, within(1e-9));
    }

    @Test
    void movesLessThanARestlessEstimateAndStaysNearIt() {
        Random random = new Random(1);
        DisplayClock clock = new DisplayClock(Tuning.CHOSEN, true);
        double raw = 0;
        double shown = 0;
        double before = Double.NaN;
        double lastShown = Double.NaN;
        for (int second = 1; second < 190; second++) {
            double remaining = (200 - second) * Math.exp(0.3 * random.nextGaussian());
            clock.advance(second, 1, remaining, second);
            if (second > 20) {
                raw += Math.abs(second + remaining - before);
                shown += Math.abs(clock.end() - lastShown);
                assertThat(clock.end()).isGreaterThan(second);
            }
            before = second + remaining;
            lastShown = clock.end();
        }
        assertThat(shown).isLessThan(raw / 10);
    }

    @Test
    void ofTheFirstJobOfAKeyItFollowsAnEndThatIsPutOffSoonerThanOneThatIsBroughtForward() {
        double putOff = behind(false, 20);
        assertThat(putOff).isPositive();
        assertThat(behind(false, -20)).isGreaterThan(putOff * 1.5);
        assertThat(behind(true, 20)).as("of a known key").isGreaterThan(putOff * 1.5);
    }

    /** How far the shown end is behind the estimate of a restless job that jumped by some seconds, as a logarithm of the time ahead. */
    private static double behind(boolean history, double jump) {
        DisplayClock clock = new DisplayClock(Tuning.CHOSEN, history);
        for (int second = 1; second <= 50; second++) {
            clock.advance(second, 1, (100 - second) * (second % 2 == 0 ? 1.02 : 0.98), second);
        }
        for (int second = 51; second <= 55; second++) {
            clock.advance(second, 1, 100 - second + jump, second);
        }
        return Math.abs(Math.log((clock.end() - 55) / (45 + jump)));
    }

    @Test
    void recedesWithTheTimeWhileItIsHeld() {
        DisplayClock clock = new DisplayClock(Tuning.CHOSEN, true);
        clock.advance(10, 10, 90, 10);
        clock.hold(25);
        assertThat(clock.end()).isEqualTo(125);
    }
}
