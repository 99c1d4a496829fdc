package org.jobledger.engine.progress;

/**
 * Tells a stall from the normal gaps between two steps of a job, and from the normal beat of its ticks. There are two kinds: the job is watched
 * and does not move, or nobody watched, because the whole process or machine stood still. Written by one thread.
 */
final class StallDetector {
    /** Nobody calls this short a silence a stall, seconds. */
    private static final double SHORTEST = 3;

    /** So many times the longest normal gap is no longer normal. */
    private static final double GAPS = 6;

    /** The longest gap is slowly forgotten, a hundredth a step. */
    private static final double FORGETTING = 0.99;

    private double lastTick;
    private double longestBeat;
    private boolean beatLost;
    private double lastProgress;
    private double longestGap;
    private boolean stepLate;
    private boolean stalled;

    /**
     * A tick.
     *
     * @param now the second of working time
     * @param progress whether anything was done since the tick before
     * @return the seconds since then in which it stood still, as far as can be told
     */
    double tick(double now, boolean progress) {
        double before = lastTick;
        double lost = beat(now);
        if (progress) {
            step(now);
            stalled = false;
        } else {
            stalled = now > onset();
        }
        return stalled ? now - Math.max(before, onset()) : lost;
    }

    /** A tick when all is done and the end is awaited: that is work, however long it takes. */
    void finalizing(double now) {
        lastTick = now;
        stalled = false;
    }

    /** A tick that comes far too late once was held up, and all but a usual beat of the time with it; twice in a row it is the new beat. */
    private double beat(double now) {
        double seconds = now - lastTick;
        lastTick = now;
        boolean late = longestBeat > 0 && seconds > Math.max(SHORTEST, GAPS * longestBeat);
        if (late && !beatLost) {
            beatLost = true;
            return seconds - longestBeat;
        }
        beatLost = false;
        longestBeat = Math.max(seconds, longestBeat * FORGETTING);
        return 0;
    }

    /** The gap of a stall is not a normal one, unless the next is as long: then the job moves in lumps. */
    private void step(double now) {
        boolean late = stalled || beatLost;
        if (!late || stepLate) {
            longestGap = Math.max(now - lastProgress, longestGap * FORGETTING);
        }
        stepLate = late;
        lastProgress = now;
    }

    /** Whether the last tick found a stall. */
    boolean stalled() {
        return stalled;
    }

    /** The second at which silence since the last progress becomes a stall. */
    double onset() {
        return lastProgress + Math.max(SHORTEST, GAPS * longestGap);
    }

    /** The second of the last progress. */
    double lastProgress() {
        return lastProgress;
    }

    void exchange(Exchange with) {
        lastTick = with.real(lastTick);
        longestBeat = with.real(longestBeat);
        beatLost = with.flag(beatLost);
        lastProgress = with.real(lastProgress);
        longestGap = with.real(longestGap);
        stepLate = with.flag(stepLate);
        stalled = with.flag(stalled);
    }
}
