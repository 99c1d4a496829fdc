package org.jobledger.engine.progress;

/**
 * Whether history helps a key: the errors of the estimate with and without it, side by side over the earlier jobs. Mutable; guarded by its
 * owner.
 */
final class Guard {
    /** Old jobs fade: half of what is remembered is from the last 140 points, some 15 jobs. */
    private static final double MEMORY = 0.995;

    /** A single wild point counts no more than a factor of 4.5. */
    private static final double LARGEST_LOSS = 1.5;

    /** How sharply the better one takes over: with a tenth less error it has 0.62 of the weight, with half the error 0.97. */
    private static final double GAIN = 10;

    /** Points (9 a job) before it has a say: the first job of a key was run without history. */
    private static final int LEAST_POINTS = 9;

    private double historyLoss;
    private double liveLoss;
    private int points;

    Guard(double historyLoss, double liveLoss, int points) {
        this.historyLoss = historyLoss;
        this.liveLoss = liveLoss;
        this.points = points;
    }

    /** One point of a finished job: the logarithm of the seconds that did remain, and of what either said. */
    void add(double actual, double withHistory, double without) {
        historyLoss = historyLoss * MEMORY + Math.min(Math.abs(withHistory - actual), LARGEST_LOSS);
        liveLoss = liveLoss * MEMORY + Math.min(Math.abs(without - actual), LARGEST_LOSS);
        points++;
    }

    /** The weight of the estimate without history, 0 to 1. */
    double trustInLive() {
        if (points < LEAST_POINTS) {
            return 0;
        }
        return 1 / (1 + Math.exp(-GAIN * (historyLoss - liveLoss) / (historyLoss + liveLoss + 1e-9)));
    }

    double historyLoss() {
        return historyLoss;
    }

    double liveLoss() {
        return liveLoss;
    }

    int points() {
        return points;
    }
}
