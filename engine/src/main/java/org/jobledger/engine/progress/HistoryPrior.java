package org.jobledger.engine.progress;

import org.jspecify.annotations.Nullable;

/**
 * What earlier jobs say of this one's rate before it has shown its own.
 *
 * @param logRate the expected logarithm of the rate, in shares of the whole per second
 * @param scatter by how much jobs of this key differ, as a standard deviation of that logarithm
 * @param steadiness how much better than the usual model the live rate of these jobs predicts, at most 1 (a factor on the variance)
 */
record HistoryPrior(double logRate, double scatter, double steadiness) {
    /** The jobs that the assumed scatter counts for. */
    private static final double ASSUMED_JOBS = 4;

    /** Degrees of freedom of the Student t: a job that is far off what the key says soon stops listening to it. */
    private static final double FREEDOM = 10;

    /** How far a coming job may be off the mean of the earlier ones, as a standard deviation of the logarithm. */
    static double scatter(RecentValues logSeconds, double assumed) {
        int jobs = logSeconds.size();
        double mean = logSeconds.mean();
        double squares = ASSUMED_JOBS * assumed * assumed;
        for (int i = 0; i < jobs; i++) {
            squares += (logSeconds.get(i) - mean) * (logSeconds.get(i) - mean);
        }
        return Math.sqrt(squares / (jobs - 1 + ASSUMED_JOBS) * (1 + 1.0 / jobs));
    }

    /** The live rate, drawn toward the expected one as far as the live one is the less certain; both are logarithms. */
    double blend(double liveLogRate, double liveDeviation) {
        double liveVariance = liveDeviation * liveDeviation * steadiness;
        double distance = liveLogRate - logRate;
        double variance = scatter * scatter * (1 + distance * distance / (scatter * scatter + liveVariance) / FREEDOM);
        double trust = liveVariance / (liveVariance + variance);
        return trust * logRate + (1 - trust) * liveLogRate;
    }

    /** The prior where one share of before counts as many of now. */
    HistoryPrior scaled(double factor) {
        return new HistoryPrior(logRate + Math.log(factor), scatter, steadiness);
    }

    /** Carries one out or in; null stands for none. */
    static @Nullable HistoryPrior exchange(Exchange with, @Nullable HistoryPrior now) {
        if (!with.flag(now != null)) {
            return null;
        }
        HistoryPrior some = now == null ? new HistoryPrior(0, 0, 0) : now;
        return new HistoryPrior(with.real(some.logRate), with.real(some.scatter), with.real(some.steadiness));
    }
}
