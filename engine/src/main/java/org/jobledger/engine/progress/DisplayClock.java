package org.jobledger.engine.progress;

/**
 * The predicted end that people are shown. It stays where it is while the estimate wanders within a band around it, and is pushed only when
 * the estimate, averaged over a moment, leaves the band; the band is wide where the estimate is restless and narrow where it is calm. It
 * follows an end that is put off sooner than one that is brought forward, for a job that was fast for a while (into a cache) mostly is not in
 * the end. Written by one thread.
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

    /** The widest half of the band, as a logarithm of the time ahead. */
    private static final double WIDEST = 0.6;

    /**
     * The band of a job whose key is known, and of the first of its key, whose estimate moves for good reasons.
     *
     * @param half half its width as a logarithm of the time ahead, for an estimate whose end moves one second a second
     * @param lean what that is multiplied by for an end earlier than the estimate, and divided by for a later one
     */
    private record Band(double half, double lean) {
        static final Band KNOWN = new Band(0.15, 0.87);
        static final Band FIRST = new Band(0.11, 0.71);
    }

    private final Band band;
    private double end = Double.NaN;
    private double lastRaw = Double.NaN;
    private double ends;
    private double endsWeight;
    private double movement;
    private double weight;
    private double waiting;

    /** A clock that shows nothing yet, of a job with earlier ones like it or without. */
    DisplayClock(boolean history) {
        band = history ? Band.KNOWN : Band.FIRST;
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
        double half = Math.min(band.half * restlessness(now + ahead, active), WIDEST);
        double earliest = now + ahead * Math.exp(-half * band.lean);
        double latest = now + ahead * Math.exp(half / band.lean);
        end = settling ? now + ahead : Math.min(Math.max(end, earliest), latest);
    }

    /** How many seconds the raw end moves in a second, averaged over a part of the time worked. */
    private double restlessness(double raw, double active) {
        double moved = Double.isNaN(lastRaw) ? 0 : Math.abs(raw - lastRaw) / waiting;
        lastRaw = raw;
        double memory = Math.exp(-waiting / Math.max(active * MEMORY_PART, 1));
        movement = movement * memory + moved * (1 - memory);
        weight = weight * memory + 1 - memory;
        return movement / weight;
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
