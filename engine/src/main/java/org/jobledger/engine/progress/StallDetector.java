package org.jobledger.engine.progress;

/** Tells a stall from the normal gaps between two steps of a job. Written by one thread. */
final class StallDetector {
    /** Nobody calls this short a silence a stall, seconds. */
    private static final double SHORTEST = 3;

    /** So many times the longest normal gap is no longer normal. */
    private static final double GAPS = 6;

    /** The longest gap is slowly forgotten, a hundredth a step. */
    private static final double FORGETTING = 0.99;

    private double lastProgress;
    private double longestGap;
    private boolean stalled;

    /** At this second of working time there was progress, or there was none. */
    void tick(double now, boolean progress) {
        if (progress) {
            if (!stalled) {
                longestGap = Math.max(now - lastProgress, longestGap * FORGETTING);
            }
            lastProgress = now;
            stalled = false;
        } else {
            stalled = now > onset();
        }
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
        lastProgress = with.real(lastProgress);
        longestGap = with.real(longestGap);
        stalled = with.flag(stalled);
    }
}
