package org.jobledger.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class FlightRecordTest {

    @Test
    void whileNobodyRecordsAGroupIsNotEvenLookedThrough() {
        assertThat(new FlightGroupCommit().isEnabled()).isFalse();
        assertThat(new FlightJobStart().isEnabled()).isFalse();
        assertThat(new FlightJobEnd().isEnabled()).isFalse();
        FlightRecord.of(
                () -> {
                    throw new AssertionError("looked through");
                },
                Map.of());
    }
}
