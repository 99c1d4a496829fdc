package org.jobledger.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AmountTest {

    @Test
    void theUnitIsNamedOnceAndThatOfBytesGrowsWithTheNumber() {
        assertThat(Amount.brief(12 << 20, 1L << 30, "bytes")).isEqualTo("12 MiB of 1 GiB");
        assertThat(Amount.brief(2, 9, "entries")).isEqualTo("2 of 9 entries");
        assertThat(Amount.brief(187, 1000, "thousandths")).isEqualTo("187 of 1000 thousandths");
    }

    @Test
    void whereTheWholeIsNotKnownThePartStandsAlone() {
        assertThat(Amount.brief(2, -1, "entries")).isEqualTo("2 entries");
        assertThat(Amount.brief(2048, -1, "")).isEqualTo("2 KiB");
    }
}
