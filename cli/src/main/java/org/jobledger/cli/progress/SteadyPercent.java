package org.jobledger.cli.progress;

/** A percentage that never falls, and is 100 only at the end. Not thread-safe. */
final class SteadyPercent {
    private static final int LAST_BEFORE_THE_END = 99;

    private int shown;

    /**
     * The percentage to show while the job runs.
     *
     * @param total the amount to do, or -1 where it is not known
     * @return 0 to 99, or -1 where the total is not known
     */
    int running(long processed, long total) {
        if (total < 0) {
            return -1;
        }
        double share = total == 0 ? 0 : (double) processed / total;
        shown = Math.max(shown, (int) Math.min(LAST_BEFORE_THE_END, Math.floor(share * 100)));
        return shown;
    }
}
