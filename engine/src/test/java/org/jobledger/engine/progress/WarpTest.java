package org.jobledger.engine.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class WarpTest {

    @Test
    void theIdentityGivesEveryShareItsOwnTime() {
        assertThat(Warp.IDENTITY.at(0)).isZero();
        assertThat(Warp.IDENTITY.at(0.3)).isCloseTo(0.3, within(1e-12));
        assertThat(Warp.IDENTITY.at(1)).isEqualTo(1);
    }

    @Test
    void whateverItLearnsItRisesAndStaysWithinZeroAndOne() {
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            List<double[]> curves = random.ints(1 + random.nextInt(16), 0, 1)
                    .mapToObj(i -> randomCurve(random))
                    .toList();
            Warp warp = Warp.learn(curves, 0.5);
            assertThat(warp.at(0)).as("seed %d", seed).isZero();
            assertThat(warp.at(1)).as("seed %d", seed).isLessThanOrEqualTo(1);
            for (int i = 0; i < 1000; i++) {
                assertThat(warp.at((i + 1) / 1000.0)).as("seed %d", seed).isGreaterThan(warp.at(i / 1000.0));
            }
        }
    }

    @Test
    void believesCurvesThatAgreeAndDoubtsThoseThatDoNot() {
        double[] fastFirst = curve(x -> x * x);
        double[] slowFirst = curve(Math::sqrt);
        double agreed =
                Warp.learn(List.of(fastFirst, fastFirst, fastFirst), 0.5).at(0.5);
        double disputed =
                Warp.learn(List.of(fastFirst, slowFirst, fastFirst), 0.5).at(0.5);
        assertThat(agreed).isCloseTo(0.25, within(0.05));
        assertThat(disputed).isCloseTo(0.5, within(0.05));
    }

    private static double[] randomCurve(Random random) {
        double[] curve = random.doubles(Warp.PIECES + 1).sorted().toArray();
        curve[0] = 0;
        return curve;
    }

    private static double[] curve(DoubleUnaryOperator shape) {
        double[] curve = new double[Warp.PIECES + 1];
        for (int i = 0; i <= Warp.PIECES; i++) {
            curve[i] = shape.applyAsDouble((double) i / Warp.PIECES);
        }
        return curve;
    }
}
