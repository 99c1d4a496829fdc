package org.jobledger.engine;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jobledger.engine.event.AllowedJobsChanged;
import org.jobledger.engine.event.JobClass;

/**
 * Beside whom a job may be let in.
 *
 * @param allowed of an async job: the classes of normal jobs that may come in meanwhile though it claims exclusively (libvirt: the mask of
 *     an async job); DESTROY is added to every set, but waits for the job's end
 * @param nestedIn of a normal job: the async job inside which its owner takes it, or 0 (libvirt: virDomainObjBeginNestedJob)
 * @param abortsHolders of a DESTROY: whether async jobs that are in its way are asked to stop
 */
public record JobAdmission(Set<JobClass> allowed, long nestedIn, boolean abortsHolders) {

    /** What is so unless a request says otherwise. */
    public static final JobAdmission DEFAULT =
            new JobAdmission(Set.copyOf(AllowedJobsChanged.DEFAULT.allowed()), 0, false);

    /**
     * Adds DESTROY.
     *
     * @throws InvalidRequestException if ASYNC is allowed or the number of a job is negative
     */
    public JobAdmission {
        if (allowed.contains(JobClass.ASYNC)) {
            throw new InvalidRequestException("a second async job cannot be allowed beside an async job: " + allowed);
        }
        if (nestedIn < 0) {
            throw new InvalidRequestException("job " + nestedIn + " to be nested in has a negative number");
        }
        Set<JobClass> withDestroy = new TreeSet<>(allowed);
        withDestroy.add(JobClass.DESTROY);
        allowed = Set.copyOf(withDestroy);
    }

    /** The allowed classes in their order. */
    public List<JobClass> allowedInOrder() {
        return List.copyOf(new TreeSet<>(allowed));
    }

    /** Refuses what makes no sense for a class. */
    void requireFor(JobClass jobClass) {
        if (jobClass != JobClass.ASYNC && !allowed.equals(DEFAULT.allowed())) {
            throw new InvalidRequestException(
                    "only an async job allows others beside it, not one of class " + jobClass + ": " + allowed);
        }
        if (jobClass == JobClass.ASYNC && nestedIn != 0) {
            throw new InvalidRequestException("an async job cannot be nested in job " + nestedIn);
        }
        if (jobClass != JobClass.DESTROY && abortsHolders) {
            throw new InvalidRequestException("only DESTROY may abort those in its way, not " + jobClass);
        }
    }
}
