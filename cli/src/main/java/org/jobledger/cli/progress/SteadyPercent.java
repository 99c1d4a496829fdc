package org.jobledger.cli.progress;

/** A percentage that never falls, and is 100 only at the end. Not thread-safe. */
final class SteadyPercent {
    private static final int LAST_BEFORE_THE_END = 99;

    private int shown;

    /**
     * The percentage to show while the job runs.
     *
     * @param share how much of it has passed, 0 to 1; below 0 where that is not known
     * @return 0 to 99, or -1 where it is not known
     */
    int running(double share) {
        if (share < 0) {
            return -1;
        }
        shown = Math.max(shown, (int) Math.min(LAST_BEFORE_THE_END, share * 100));
        return shown;
    }
}
