package org.jobledger.engine.claim;

import java.util.List;
import java.util.Set;
import org.jobledger.engine.event.Claim;
import org.jobledger.engine.event.JobClass;
import org.jobledger.engine.event.ResourceRef;

/**
 * One of the async jobs that have one ticket for all their claims. What it allows beside it is said of what it claims itself, and of nothing that
 * another of them claims.
 *
 * @param jobId the job
 * @param claims what it claims
 * @param allowed the classes of normal jobs that it allows meanwhile
 */
public record Member(long jobId, List<Claim> claims, Set<JobClass> allowed) {
    /** Copies both. */
    public Member {
        claims = List.copyOf(claims);
        allowed = Set.copyOf(allowed);
    }

    /** True where it claims a resource or a part of it. */
    boolean standsOn(ResourceRef resource) {
        return claims.stream()
                .map(Claim::resource)
                .anyMatch(claimed -> claimed.equals(resource) || Nesting.partOf(claimed, resource));
    }

    /** The same, allowing others. */
    Member allowing(Set<JobClass> others) {
        return new Member(jobId, claims, others);
    }
}
