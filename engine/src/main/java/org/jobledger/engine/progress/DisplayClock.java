package org.jobledger.engine.progress;

/**
 * The predicted end that people are shown. It stays where it is while the estimate wanders within a band around it, and is pushed only when
 * the estimate, averaged over a moment, leaves the band; the band is wide where the estimate is restless and narrow where it is calm. Of
 * the first job of a key it follows an end that is put off sooner than one that is brought forward. Written by one thread.
 */
final class DisplayClock {
    /** In this first part of the predicted whole nobody relies on it yet, and it follows at once. */
    private static final double SETTLING_PART = 1.0 / 15;

    /** Work that goes by bursts makes estimates shiver: they are averaged over this part of the time worked. */
    private static final double MOMENT_PART = 0.03;

    /** The average lags; the end is never less ahead than this part of the last estimate. */
    private static final double LEAST_PART = 0.05;

    /** It moves at most once in this part of the predicted whole. */
    private static final double STEP_PART = 0.01;

    /** How restless the estimate is, is remembered over this part of the time worked. */
    private static final double MEMORY_PART = 0.4;

    /** What is shown is never off the estimate by more than this factor, as a logarithm. */
    private static final double WIDEST = 1;

    /** Movement is told in parts of the time ahead, but not of less than this, seconds: the grain of ticks. */
    private static final double LEAST_AHEAD = 0.05;

    private final double band;
    private final double earlyPart;
    private double end = Double.NaN;
    private double lastRaw = Double.NaN;
    private double ends;
    private double endsWeight;
    private double movement;
    private double weight;
    private double waiting;

    /** A clock that shows nothing yet, of a job with earlier ones like it or without. */
    DisplayClock(Tuning tuning, boolean history) {
        band = tuning.band();
        earlyPart = history ? 1 : tuning.firstEarlyPart();
    }

    /**
     * A new estimate.
     *
     * @param now the second of working time
     * @param seconds since the one before
     * @param remaining the estimate, seconds
     * @param active the seconds worked without stalls
     */
    void advance(double now, double seconds, double remaining, double active) {
        if (Double.isNaN(end)) {
            end = now + remaining;
            lastRaw = end;
            return;
        }
        waiting += seconds;
        double raw = Math.max(averaged(now + remaining, seconds, active), now + LEAST_PART * remaining);
        boolean settling = now < SETTLING_PART * raw;
        if (settling || waiting >= STEP_PART * raw) {
            move(now, raw - now, active, settling);
            waiting = 0;
        }
    }

    private double averaged(double raw, double seconds, double active) {
        double memory = Math.exp(-seconds / (MOMENT_PART * active));
        ends = ends * memory + raw * (1 - memory);
        endsWeight = endsWeight * memory + 1 - memory;
        return endsWeight > 0 ? ends / endsWeight : raw;
    }

    private void move(double now, double ahead, double active, boolean settling) {
        double reach = Math.min(band * restlessness(now + ahead, ahead, active), WIDEST);
        double earliest = now + ahead * Math.exp(-reach * earlyPart);
        double latest = now + ahead * Math.exp(reach);
        end = settling ? now + ahead : Math.min(Math.max(end, earliest), latest);
    }

    /** Which part of the time ahead the raw end moves by while that time passes, averaged over a part of the time worked. */
    private double restlessness(double raw, double ahead, double active) {
        double unit = Math.max(ahead, LEAST_AHEAD);
        double moved = Double.isNaN(lastRaw) ? 0 : Math.abs(raw - lastRaw) / waiting / unit;
        lastRaw = raw;
        double memory = Math.exp(-waiting / Math.max(active * MEMORY_PART, 1));
        movement = movement * memory + moved * (1 - memory);
        weight = weight * memory + 1 - memory;
        return movement / weight * unit;
    }

    /** Nothing moved for so many seconds: the end recedes with the time, so that what is shown stands still. */
    void hold(double seconds) {
        end += seconds;
        ends += endsWeight * seconds;
        lastRaw = Double.NaN;
    }

    /** The predicted end, a second of working time; NaN before the first estimate. */
    double end() {
        return end;
    }

    void exchange(Exchange with) {
        end = with.real(end);
        lastRaw = with.real(lastRaw);
        ends = with.real(ends);
        endsWeight = with.real(endsWeight);
        movement = with.real(movement);
        weight = with.real(weight);
        waiting = with.real(waiting);
    }
}
