package org.jobledger.engine.progress;

/**
 * The predicted end that people are shown. It stays where it is while the estimate wanders within a band around it, and is pushed only when
 * the estimate leaves the band; the band is wide where the estimate is restless and narrow where it is calm. Written by one thread.
 */
final class DisplayClock {
    /** In this first part of the predicted whole nobody relies on it yet, and it follows at once. */
    private static final double SETTLING_PART = 1.0 / 15;

    /** It moves at most once in this part of the predicted whole. */
    private static final double STEP_PART = 0.04;

    /** Half the band, as a logarithm of the time ahead, for an estimate whose end moves one second a second; and its bounds. */
    private static final double BAND = 0.16;

    private static final double NARROWEST = 0.02;
    private static final double WIDEST = 0.6;

    /** Within the band it drifts toward the estimate, slowly: over this many times the time ahead. */
    private static final double DRIFT = 5;

    private double end = Double.NaN;
    private double lastRaw = Double.NaN;
    private double movement;
    private double weight;
    private double waiting;

    /**
     * A new estimate.
     *
     * @param now the second of working time
     * @param seconds since the one before
     * @param remaining the estimate, seconds
     * @param active the seconds worked without stalls
     */
    void advance(double now, double seconds, double remaining, double active) {
        double raw = now + remaining;
        if (Double.isNaN(end)) {
            end = raw;
            lastRaw = raw;
            return;
        }
        waiting += seconds;
        boolean settling = now < SETTLING_PART * raw;
        if (settling || waiting >= STEP_PART * raw) {
            move(now, raw, active, settling);
            waiting = 0;
        }
    }

    private void move(double now, double raw, double active, boolean settling) {
        double half = Math.min(Math.max(BAND * restlessness(raw, active), NARROWEST), WIDEST);
        double ahead = raw - now;
        double drifted = end + (1 - Math.exp(-waiting / (DRIFT * ahead + 1))) * (raw - end);
        end = settling ? raw : Math.min(Math.max(drifted, now + ahead * Math.exp(-half)), now + ahead * Math.exp(half));
    }

    /** How many seconds the raw end moves in a second, averaged over half the time worked. */
    private double restlessness(double raw, double active) {
        double moved = Double.isNaN(lastRaw) ? 0 : Math.abs(raw - lastRaw) / waiting;
        lastRaw = raw;
        double memory = Math.exp(-waiting / Math.max(active / 2, 1));
        movement = movement * memory + moved * (1 - memory);
        weight = weight * memory + 1 - memory;
        return movement / weight;
    }

    /** Nothing moves: the end recedes with the time, so that what is shown stands still. */
    void hold(double seconds) {
        end += seconds;
        lastRaw = Double.NaN;
    }

    /** The predicted end, a second of working time; NaN before the first estimate. */
    double end() {
        return end;
    }

    void exchange(Exchange with) {
        end = with.real(end);
        lastRaw = with.real(lastRaw);
        movement = with.real(movement);
        weight = with.real(weight);
        waiting = with.real(waiting);
    }
}
