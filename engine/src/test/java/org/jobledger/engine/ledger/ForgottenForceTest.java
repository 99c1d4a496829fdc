package org.jobledger.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.jobledger.engine.ledger.disk.ForgetfulDisk;
import org.jobledger.engine.ledger.disk.PowerCutDisk;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The test of the power-cut test: with any one force left out, it finds a loss. */
class ForgottenForceTest {
    private static final int SEEDS = 4000;

    @ParameterizedTest
    @EnumSource
    void powerCutsFindALossWhenOneForceIsLeftOut(ForgetfulDisk.Site site) {
        AtomicInteger forgotten = new AtomicInteger();
        int seed = 0;
        boolean lost = false;
        while (!lost && seed < SEEDS) {
            PowerCutRun run = new PowerCutRun(
                    new Random(seed++), new PowerCutDisk(), disk -> new ForgetfulDisk(disk, site, forgotten));
            lost = run.loss() != null;
        }
        assertThat(forgotten).as("forces left out").hasPositiveValue();
        assertThat(lost).as("a loss within %d runs", seed).isTrue();
        System.out.printf("force %s left out: a loss after %d runs%n", site, seed);
    }
}
