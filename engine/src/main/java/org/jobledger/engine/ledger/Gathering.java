package org.jobledger.engine.ledger;

/**
 * Whom the appender waits for, and how long, before it takes what has arrived: callers that were just told come again within less than the
 * disk takes, and share its next force with those who came meanwhile. Without that, callers who come again and again fall into two parties,
 * each of which is forced while the other works. For the appender's thread alone.
 *
 * <p>Nobody is waited for where one alone came, where so many came that they share the force well enough, or, for more and more groups, where
 * it was in vain: callers who have other things to do do not come again so soon.
 */
final class Gathering {
    /** From here on what a caller costs of a force is little beside what else is done for him. */
    static final int MANY = 64;

    private static final int LONGEST_PAUSE = 64;
    /** So many forces make the measure of one. */
    private static final int FORCES = 8;

    private double forceNanos;
    private int told;
    private int others;
    private boolean asked = true;
    private int pause;
    private int pauses;

    /** The disk has forced a group, which took so long. */
    void forced(long nanos) {
        forceNanos += (nanos - forceNanos) / FORCES;
    }

    /** So many are told now, and so many others have arrived meanwhile. */
    void told(int callers, int arrived) {
        told = callers;
        others = arrived;
        asked = false;
    }

    /** For how many to wait now; 1 where whatever comes is taken at once, as it is until others are told. */
    int expected() {
        int expected = told + others;
        if (asked || told == 0 || expected == 1 || expected > MANY) {
            return 1;
        }
        asked = true;
        if (pauses > 0) {
            pauses--;
            return 1;
        }
        return expected;
    }

    /** How long to wait for them, nanoseconds: half of what the disk takes to force. */
    long patienceNanos() {
        return (long) (forceNanos / 2);
    }

    /** They were waited for, and so many were there then. */
    void waited(int arrived) {
        boolean worthIt = 2 * (arrived - others) >= told;
        pause = worthIt ? 0 : Math.min(2 * pause + 1, LONGEST_PAUSE);
        pauses = pause;
    }
}
