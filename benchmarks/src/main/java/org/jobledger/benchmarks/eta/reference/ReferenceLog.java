package org.jobledger.benchmarks.eta.reference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the reference learns over completed jobs. */
final class ReferenceLog {
    static final int KNOTS = 32;
    static final int TENTHS = 10;
    private static final double[] COLD = {.55, .50, .45, .42, .40, .38, .38, .40, .45, .60};
    private static final String ALL = "*";
    private static final double NORMAL_TENTH = 1.2815515655446004;

    /** A point at which the estimate was asked: logarithms of seconds; NaN where nothing was said. */
    record Point(double second, double warm, double cold, double live, double deviation) {}

    /** The first estimate in a tenth of the way. */
    record First(int tenth, double second, double remaining) {}

    /** A job of the past. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Past(double logSecondsPerUnit, double[] curve) {}

    private static final class Losses {
        private double warm;
        private double cold;
        private int points;
    }

    private final Map<String, List<Past>> past = new HashMap<>();
    private final Map<String, List<Double>> residuals = new HashMap<>();
    private final List<Double> scores = new ArrayList<>();
    private final Map<String, List<Double>> deviations = new HashMap<>();
    private final Map<String, Losses> losses = new HashMap<>();

    void complete(String key, double duration, List<First> firsts, List<Point> points, Past job) {
        for (First first : firsts) {
            double residual = residual(Math.log(left(duration, first.second()) / first.remaining()));
            double width = width(key, first.tenth());
            keep(list(residuals, key + first.tenth()), residual, 200);
            keep(list(residuals, ALL + first.tenth()), residual, 200);
            keep(scores, residual / width, 2000);
        }
        for (Point point : points) {
            learn(key, point, Math.log(left(duration, point.second())));
        }
        keep(past.computeIfAbsent(key, k -> new ArrayList<>()), job, 16);
    }

    private void learn(String key, Point point, double actual) {
        if (!Double.isNaN(point.cold()) && !Double.isNaN(point.warm())) {
            Losses sum = losses.computeIfAbsent(key, k -> new Losses());
            sum.warm = sum.warm * .995 + Math.min(Math.abs(point.warm() - actual), 1.5);
            sum.cold = sum.cold * .995 + Math.min(Math.abs(point.cold() - actual), 1.5);
            sum.points++;
        }
        if (!Double.isNaN(point.live())) {
            keep(list(deviations, key), residual(actual - point.live()) / point.deviation(), 160);
        }
    }

    private static double left(double duration, double second) {
        return Math.max(duration - second, .05);
    }

    private static double residual(double log) {
        return ReferenceCore.clamp(log, -3, 3);
    }

    private static List<Double> list(Map<String, List<Double>> map, String key) {
        return map.computeIfAbsent(key, k -> new ArrayList<>());
    }

    private static <T> void keep(List<T> list, T value, int most) {
        list.add(value);
        if (list.size() > most) {
            list.remove(0);
        }
    }

    List<Past> past(String key) {
        return past.getOrDefault(key, List.of());
    }

    double width(String key, int tenth) {
        List<Double> all = residuals.getOrDefault(ALL + tenth, List.of());
        List<Double> own = residuals.getOrDefault(key + tenth, List.of());
        double common = (squares(all) + 10 * COLD[tenth] * COLD[tenth]) / (all.size() + 10);
        return Math.sqrt((squares(own) + 6 * common) / (own.size() + 6));
    }

    private static double squares(List<Double> values) {
        return values.stream().mapToDouble(v -> v * v).sum();
    }

    double quantile(double p) {
        if (scores.size() < 60) {
            return p < .5 ? -NORMAL_TENTH : NORMAL_TENTH;
        }
        double[] sorted = scores.stream().mapToDouble(v -> v).sorted().toArray();
        double place = p * (sorted.length + 1) - 1;
        int i = Math.min(Math.max((int) place, 0), sorted.length - 2);
        return sorted[i] + (sorted[i + 1] - sorted[i]) * ReferenceCore.clamp(place - i, 0, 1);
    }

    double steadiness(String key) {
        double[] squares = deviations.getOrDefault(key, List.of()).stream()
                .mapToDouble(v -> v * v)
                .sorted()
                .toArray();
        int n = squares.length;
        return Math.min(((n == 0 ? 0 : n * squares[n / 2] / .455) + 4) / (n + 4), 1);
    }

    double trustInCold(String key) {
        Losses sum = losses.get(key);
        if (sum == null || sum.points < 9) {
            return 0;
        }
        return 1 / (1 + Math.exp(-30 * (sum.warm - sum.cold) / (sum.warm + sum.cold + 1e-9)));
    }

    /** The warp from the curves of past jobs. */
    static double[] warp(List<Past> jobs) {
        int n = jobs.size();
        double[] sum = new double[KNOTS + 1];
        jobs.forEach(job -> Arrays.setAll(sum, i -> sum[i] + job.curve()[i] - (double) i / KNOTS));
        double product = .4 * .2;
        double square = .2;
        for (Past job : n > 1 ? jobs : List.<Past>of()) {
            for (int i = 2; i <= KNOTS; i += 2) {
                double own = job.curve()[i] - (double) i / KNOTS;
                double others = (sum[i] - own) / (n - 1);
                product += own * others;
                square += others * others;
            }
        }
        double slope = ReferenceCore.clamp(product / square, 0, 1);
        double[] warp = new double[KNOTS + 1];
        Arrays.setAll(warp, i -> (double) i / KNOTS + slope * sum[i] / n);
        for (int i = 0; i < KNOTS; i++) {
            warp[i + 1] = Math.max(warp[i + 1], warp[i] + 1e-4 / KNOTS);
        }
        double last = Math.max(warp[KNOTS], 1);
        Arrays.setAll(warp, i -> warp[i] / last);
        return warp;
    }
}
