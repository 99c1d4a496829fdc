package org.jobledger.storage.runtime;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.JobInfo;
import org.jobledger.engine.event.Claim;
import org.jobledger.engine.event.ClaimMode;
import org.jobledger.engine.event.JobStatus;
import org.jobledger.engine.event.ResourceRef;
import org.jobledger.storage.PoolName;
import org.jobledger.storage.definition.StorageRefs;

/** Who changes what, in one look at the engine. Immutable. */
final class Holders {
    private final List<JobInfo> jobs;
    private final Map<ResourceRef, JobInfo> exclusive = new HashMap<>();

    private Holders(List<JobInfo> jobs) {
        this.jobs = jobs;
        for (JobInfo job : jobs) {
            if (job.status() != JobStatus.CREATED && job.status() != JobStatus.QUEUED) {
                job.claims().stream()
                        .filter(claim -> claim.mode() == ClaimMode.EXCLUSIVE)
                        .forEach(claim -> exclusive.put(claim.resource(), job));
            }
        }
    }

    static Holders in(JobEngine engine) {
        return new Holders(engine.jobs());
    }

    /** The job that has begun to change a resource, or nothing. */
    Optional<JobInfo> of(ResourceRef resource) {
        return Optional.ofNullable(exclusive.get(resource));
    }

    /** The first job that holds a volume of a pool or waits for one, or nothing. */
    Optional<JobInfo> inside(PoolName pool) {
        return jobs.stream()
                .filter(job -> job.claims().stream()
                        .map(Claim::resource)
                        .anyMatch(resource -> StorageRefs.isVolumeOf(pool, resource)))
                .findFirst();
    }
}
