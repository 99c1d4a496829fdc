package org.jobledger.engine.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TideTest {
    private static final long HOUR = 3_600_000;

    @Test
    void risesToWhatManyJobsInARowDeviate() {
        Tide tide = new Tide();
        for (int i = 0; i < 40; i++) {
            tide.add(0.7, 1000);
        }
        assertThat(tide.height(1000)).isCloseTo(0.7, within(0.01));
        assertThat(tide.felt(1000)).isCloseTo(0.35, within(0.01));
    }

    @Test
    void oneOddJobMovesItLittle() {
        Tide tide = new Tide();
        tide.add(Math.log(1000), 0);
        assertThat(tide.height(0)).isLessThan(0.31);
    }

    @Test
    void fadesWithinHoursAndIsGoneAfterADay() {
        Tide tide = new Tide();
        tide.add(1, 0);
        assertThat(tide.height(HOUR)).isCloseTo(tide.height(0) / Math.E, within(1e-9));
        assertThat(tide.height(24 * HOUR)).isLessThan(1e-9);
    }

    @Test
    void aClockThatIsSetBackNeitherRaisesNorBreaksIt() {
        Tide tide = new Tide();
        tide.add(1, 5 * HOUR);
        double before = tide.height(5 * HOUR);
        assertThat(tide.height(0)).isEqualTo(before);
        tide.add(1, 0);
        assertThat(tide.height(5 * HOUR)).isBetween(before, 1.0);
        assertThat(tide.height(6 * HOUR)).isLessThan(before);
    }
}
