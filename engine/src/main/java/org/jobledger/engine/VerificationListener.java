package org.jobledger.engine;

/** Hears how far a verification is, on the thread that asked for it. */
@FunctionalInterface
public interface VerificationListener {
    /** Hears nothing and goes on. */
    VerificationListener NONE = (checked, total) -> true;

    /**
     * Called now and then, and when all positions are checked; after that the tables are compared, and it is called between them.
     *
     * @param checked how many positions were checked
     * @param total how many there are
     * @return whether to go on
     */
    boolean checked(long checked, long total);
}
