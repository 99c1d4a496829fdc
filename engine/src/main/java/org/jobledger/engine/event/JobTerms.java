package org.jobledger.engine.event;

import org.jspecify.annotations.Nullable;

/**
 * What was agreed about a job's life when it was accepted, beyond what it does.
 *
 * @param priority its place among the jobs that could run: greater ones first, 0 for most
 * @param key the name under which the same request is known when it comes again, or null
 * @param group the number of the first job of its group, or 0 where it is in none
 * @param groupSize how many jobs its group has, or 0
 * @param manualFinalize whether somebody has to finalize it when its work is done
 * @param manualDismiss whether somebody has to dismiss it when it has ended
 * @param limits how long it may take
 */
public record JobTerms(
        int priority,
        @Nullable String key,
        long group,
        int groupSize,
        boolean manualFinalize,
        boolean manualDismiss,
        JobLimits limits) {

    /** Nothing special. */
    public static final JobTerms PLAIN = new JobTerms(0, null, 0, 0, false, false, JobLimits.NONE);

    /** True where it ends only together with others. */
    public boolean grouped() {
        return group > 0;
    }

    /** The same with another priority. */
    public JobTerms priority(int newPriority) {
        return new JobTerms(newPriority, key, group, groupSize, manualFinalize, manualDismiss, limits);
    }

    /** The same with another key, or without one. */
    public JobTerms key(@Nullable String newKey) {
        return new JobTerms(priority, newKey, group, groupSize, manualFinalize, manualDismiss, limits);
    }

    /** The same in a group. */
    public JobTerms inGroup(long firstJob, int size) {
        return new JobTerms(priority, key, firstJob, size, manualFinalize, manualDismiss, limits);
    }

    /** The same, to be finalized or dismissed by hand. */
    public JobTerms byHand(boolean finalized, boolean dismissed) {
        return new JobTerms(priority, key, group, groupSize, finalized, dismissed, limits);
    }

    /** The same with other limits. */
    public JobTerms limits(JobLimits newLimits) {
        return new JobTerms(priority, key, group, groupSize, manualFinalize, manualDismiss, newLimits);
    }
}
