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
            Warp warp = Warp.learn(sum(curves), 0.5, Warp.IDENTITY);
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
        double agreed = learned(Warp.IDENTITY, fastFirst, fastFirst, fastFirst);
        double disputed = learned(Warp.IDENTITY, fastFirst, slowFirst, fastFirst);
        assertThat(agreed).isCloseTo(0.25, within(0.05));
        assertThat(disputed).isCloseTo(0.5, within(0.05));
    }

    @Test
    void curvesThatDoNotAgreeLeaveWhatWasExpected() {
        double[] fastFirst = curve(x -> x * x);
        Warp expected = Warp.learn(sum(List.of(fastFirst, fastFirst, fastFirst)), 0.5, Warp.IDENTITY);
        double[] before = curve(x -> expected.at(x) - 0.2 * x * (1 - x));
        double[] after = curve(x -> expected.at(x) + 0.2 * x * (1 - x));
        assertThat(learned(expected, before, after)).isCloseTo(expected.at(0.5), within(0.001));
        assertThat(learned(expected, before, before, before, before)).isLessThan(expected.at(0.5) - 0.02);
    }

    /** Leave one out, by the sums, against the same done naively. */
    @Test
    void theSlopeIsThatOfEachCurveOnTheMeanOfTheOthers() {
        for (long seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            List<double[]> curves = random.ints(2 + random.nextInt(6), 0, 1)
                    .mapToObj(i -> randomCurve(random))
                    .toList();
            double product = 0.2 * 0.5;
            double square = 0.2;
            for (double[] one : curves) {
                for (int i = 2; i <= Warp.PIECES; i += 2) {
                    int knot = i;
                    double others = curves.stream()
                                    .filter(curve -> curve != one)
                                    .mapToDouble(curve -> curve[knot])
                                    .average()
                                    .orElseThrow()
                            - i / (double) Warp.PIECES;
                    product += (one[i] - i / (double) Warp.PIECES) * others;
                    square += others * others;
                }
            }
            double slope = Math.min(Math.max(product / square, 0), 1);
            double mean =
                    curves.stream().mapToDouble(curve -> curve[8]).average().orElseThrow();
            assertThat(Warp.learn(sum(curves), 0.5, Warp.IDENTITY).at(0.25))
                    .as("seed %d", seed)
                    .isCloseTo(0.25 + slope * (mean - 0.25), within(0.001));
        }
    }

    @Test
    void aSumForgetsWhatIsTakenOut() {
        double[] kept = curve(x -> x * x);
        CurveSum sum = sum(List.of(kept, curve(Math::sqrt)));
        sum.remove(curve(Math::sqrt));
        assertThat(Warp.learn(sum, 0.5, Warp.IDENTITY).at(0.5)).isCloseTo(learned(Warp.IDENTITY, kept), within(1e-9));
    }

    private static double learned(Warp expected, double[]... curves) {
        return Warp.learn(sum(List.of(curves)), 0.5, expected).at(0.5);
    }

    private static CurveSum sum(List<double[]> curves) {
        CurveSum sum = new CurveSum();
        curves.forEach(sum::add);
        return sum;
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
