package org.jobledger.engine;

/**
 * How far a job is; written by the handler's thread, read by anybody.
 *
 * <p>{@link #advance} costs a few nanoseconds and touches neither lock nor disk; a sampler turns the counter into recorded ticks.
 */
public interface Progress {

    /**
     * Says how much there is to do, over all phases; the job is BOUNDED from now on. It may be said again when it turns out to be more.
     * Returns at once.
     *
     * @param total the amount, in units, at least what is processed already
     * @param unit what is counted, such as "bytes"
     * @throws InvalidRequestException if the total is negative, less than one that was declared, or less than what is processed
     */
    void total(long total, String unit);

    /**
     * Counts work as done. Only for the handler's thread.
     *
     * @param amount how much more is done, in units, 0 or more
     * @throws InvalidRequestException if the amount is negative or leads beyond the total
     */
    void advance(long amount);

    /** The amount done, in units, over all attempts. */
    long processed();
}
