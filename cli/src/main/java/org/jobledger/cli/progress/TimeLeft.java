package org.jobledger.cli.progress;

/**
 * How long a job will still take, as it is shown.
 *
 * @param state what can be said
 * @param likelyMillis the even bet; meaningful where it is RUNNING
 * @param atMostMillis with nine chances in ten it takes no longer; {@link #UNKNOWN} where that is not known
 * @param stalledMillis since when nothing moves, where it is STALLED
 * @param share the share of the whole time that has passed, 0 to 1, or {@link #UNKNOWN}; drives bar and percentage
 */
record TimeLeft(State state, long likelyMillis, long atMostMillis, long stalledMillis, double share) {
    static final long UNKNOWN = -1;

    /** Nothing can be said, and nothing will be. */
    static final TimeLeft NONE = of(State.NONE, UNKNOWN);

    static TimeLeft of(State state, double share) {
        return new TimeLeft(state, UNKNOWN, UNKNOWN, 0, share);
    }

    enum State {
        /** It has no total, or does not run: nothing is shown. */
        NONE,
        /** Too little is known yet. */
        ESTIMATING,
        /** The clock runs. */
        RUNNING,
        /** Nothing moves. */
        STALLED,
        /** All is done but the end. */
        FINALIZING,
        /** It was told to wait. */
        PAUSED
    }
}
