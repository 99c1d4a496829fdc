package org.jobledger.storage.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.jobledger.storage.WipeAlgorithm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pass lists, written here once more by hand. */
class PassPlansTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "ZERO,       00",
        "NNSA,       r r 00 v",
        "DOD,        r 00 ff v",
        "BSI,        ff fe fd fb f7 ef df bf 7f",
        "SCHNEIER,   00 ff r r r r r",
        "PFITZNER7,  r r r r r r r",
        "RANDOM,     r",
        "TRIM,       discard",
        "GUTMANN,    r r r r 55 aa 924924 492492 249249 00 11 22 33 44 55 66 77 88 99 aa bb cc dd ee ff "
                + "924924 492492 249249 6db6db b6db6d db6db6 r r r r",
    })
    void everyAlgorithmMakesThePassesOfScrub(WipeAlgorithm algorithm, String passes) {
        assertThat(PassPlans.of(algorithm).stream().map(PassPlansTest::sign).collect(Collectors.joining(" ")))
                .isEqualTo(passes);
    }

    private static String sign(Pass pass) {
        if (pass instanceof Pass.Pattern pattern) {
            return pattern.uniform()
                    ? String.format("%02x", pattern.first())
                    : String.format("%02x%02x%02x", pattern.first(), pattern.second(), pattern.third());
        }
        return pass instanceof Pass.Random ? "r" : pass instanceof Pass.Verify ? "v" : "discard";
    }

    @Test
    void theLongOnesHaveAsManyPassesAsTheirNamesSay() {
        assertThat(PassPlans.of(WipeAlgorithm.GUTMANN)).hasSize(35);
        List<Pass> pfitzner = PassPlans.of(WipeAlgorithm.PFITZNER33);
        assertThat(pfitzner).hasSize(33).allMatch(Pass.Random.class::isInstance);
    }
}
