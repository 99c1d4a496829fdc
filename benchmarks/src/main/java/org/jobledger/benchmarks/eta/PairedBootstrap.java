package org.jobledger.benchmarks.eta;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * How sure it is that one estimator errs less than another on jobs like these. Kinds are drawn with replacement, as many as there are, each
 * with all its jobs, as those of a kind are alike; a figure of both estimators is taken over what was drawn, and their difference noted.
 */
final class PairedBootstrap {
    private static final int SAMPLES = 4000;

    private final List<double[]> ours = new ArrayList<>();
    private final List<double[]> peers = new ArrayList<>();
    private final long seed;

    /** The scores of both on the same jobs. */
    PairedBootstrap(List<JobScore> ours, List<JobScore> peer, long seed) {
        this.seed = seed;
        Map<String, List<JobScore>> byKind = byKind(ours);
        Map<String, List<JobScore>> peerByKind = byKind(peer);
        if (!byKind.keySet().equals(peerByKind.keySet())) {
            throw new IllegalArgumentException("not the same kinds of jobs");
        }
        byKind.values().forEach(scores -> this.ours.add(Errors.sorted(scores)));
        peerByKind.values().forEach(scores -> this.peers.add(Errors.sorted(scores)));
    }

    private static Map<String, List<JobScore>> byKind(List<JobScore> scores) {
        Map<String, List<JobScore>> byKind = new TreeMap<>();
        scores.forEach(score -> byKind.computeIfAbsent(score.trace().kind(), kind -> new ArrayList<>())
                .add(score));
        return byKind;
    }

    /**
     * Ours less the peer's: less than 0 where ours is better.
     *
     * @param low one in twenty samples is below
     * @param high one in twenty samples is above
     * @param better the part of the samples in which ours is better
     */
    record Difference(double value, double low, double high, double better) {}

    /** The difference of a figure of the sorted errors. */
    Difference of(ToDoubleFunction<double[]> figure) {
        Random random = new Random(seed);
        double[] differences = new double[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            int[] drawn = random.ints(ours.size(), 0, ours.size()).toArray();
            differences[i] = difference(figure, drawn);
        }
        Arrays.sort(differences);
        double better = (double) Arrays.stream(differences).filter(d -> d < 0).count() / SAMPLES;
        int[] all = new int[ours.size()];
        Arrays.setAll(all, i -> i);
        return new Difference(
                difference(figure, all), differences[SAMPLES / 20], differences[SAMPLES - 1 - SAMPLES / 20], better);
    }

    private double difference(ToDoubleFunction<double[]> figure, int[] drawn) {
        return figure.applyAsDouble(joined(ours, drawn)) - figure.applyAsDouble(joined(peers, drawn));
    }

    private static double[] joined(List<double[]> errors, int[] drawn) {
        return Arrays.stream(drawn)
                .mapToObj(errors::get)
                .flatMapToDouble(Arrays::stream)
                .sorted()
                .toArray();
    }
}
