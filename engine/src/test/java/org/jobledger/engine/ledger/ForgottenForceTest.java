package org.jobledger.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The test of the power-cut tests: every line of the code that forces has a row in {@link ForceTable}, and with any one of them left out
 * its search finds a fault.
 */
class ForgottenForceTest {
    private static final int SEEDS = 600;
    private static final int SOUND = 10;
    private static final Map<String, ForceSites.Site> IN_THE_CODE = ForceSites.inTheCode();

    static Set<String> sites() {
        return IN_THE_CODE.keySet();
    }

    @Test
    void everyForceInTheCodeHasARowAndEveryRowAForce() {
        assertThat(IN_THE_CODE.keySet())
                .containsExactlyInAnyOrderElementsOf(ForceTable.rows().keySet());
    }

    @ParameterizedTest
    @MethodSource("sites")
    void aSearchFindsAFaultWhenOneForceIsLeftOut(String site) throws IOException {
        ForceTable.Search search = ForceTable.rows().get(site);
        AtomicInteger leftOut = new AtomicInteger();
        int seed = 0;
        boolean found = false;
        while (!found && seed < SEEDS) {
            found = search.finds(seed++, ForceTable.leavingOut(IN_THE_CODE.get(site), leftOut));
        }
        assertThat(leftOut).as("forces left out").hasPositiveValue();
        assertThat(found).as("a fault within %d runs", seed).isTrue();
        System.out.printf("without %s: a fault after %d runs%n", site, seed);
    }

    @Test
    void theSearchesFindNothingWhereNoForceIsLeftOut() throws IOException {
        for (ForceTable.Search search : Set.copyOf(ForceTable.rows().values())) {
            for (int seed = 0; seed < SOUND; seed++) {
                assertThat(search.finds(seed, disk -> disk)).as("seed %d", seed).isFalse();
            }
        }
    }
}
