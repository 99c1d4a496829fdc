package org.jobledger.engine.progress;

/**
 * Carries values out of an object, or into it: the writer gives each value back as it is, the reader gives the one that was written. So one
 * method of a class says both directions, and they cannot drift apart. One thread.
 */
interface Exchange {
    /** The most that a list may hold: more is not one of ours. */
    int LONGEST = 1_000_000;

    double real(double now);

    long whole(long now);

    boolean flag(boolean now);

    String text(String now);

    /** Fills or writes all of an array of known length. */
    default void reals(double[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = real(values[i]);
        }
    }

    /** The length of a list. */
    default int count(int now) {
        long count = whole(now);
        if (count < 0 || count > LONGEST) {
            throw new IllegalArgumentException("a list of " + count + " values");
        }
        return (int) count;
    }
}
