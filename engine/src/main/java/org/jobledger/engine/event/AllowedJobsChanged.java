package org.jobledger.engine.event;

import java.util.List;

/**
 * An async job allows other classes of normal jobs beside it than before (libvirt: virDomainObjSetAsyncJobMask).
 *
 * @param allowed the classes, in the order of {@link JobClass}; DESTROY is always among them, ASYNC never
 */
public record AllowedJobsChanged(List<JobClass> allowed) implements JobEvent {

    /** What an async job allows unless it says otherwise (libvirt: VIR_JOB_DEFAULT_MASK). */
    public static final AllowedJobsChanged DEFAULT =
            new AllowedJobsChanged(List.of(JobClass.QUERY, JobClass.DESTROY, JobClass.ABORT));

    /** Copies the list. */
    public AllowedJobsChanged {
        allowed = List.copyOf(allowed);
    }
}
