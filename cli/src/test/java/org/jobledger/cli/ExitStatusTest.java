package org.jobledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExitStatusTest {

    @ParameterizedTest
    @CsvSource({
        "usage, 2",
        "invalid-name, 2",
        "invalid-value, 2",
        "invalid-request, 2",
        "unsupported, 2",
        "query, 2",
        "no-ledger, 3",
        "no-such-job, 3",
        "no-such-pool, 3",
        "no-such-volume, 3",
        "in-use, 4",
        "busy, 4",
        "pool-busy, 4",
        "volume-busy, 4",
        "not-a-ledger, 1",
        "unknown-format, 1",
        "damaged, 1",
        "disk-full, 1",
        "not-enough-space, 1",
        "pool-exists, 1",
        "volume-exists, 1",
        "pool-inactive, 1",
        "job-failed, 1",
        "job-cancelled, 1",
        "internal, 1",
        "whatever comes later, 1"
    })
    void eachErrorCodeHasItsStatus(String errorCode, int status) {
        assertThat(ExitStatus.ofErrorCode(errorCode).code()).isEqualTo(status);
    }

    @Test
    void ctrlCHasTheNumberThatShellsGiveIt() {
        assertThat(ExitStatus.STOPPED.code()).isEqualTo(130);
    }
}
