package org.jobledger.engine.runtime;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jobledger.engine.event.Claim;
import org.jobledger.engine.event.ResourceRef;

/** The definitions of resources of the naive jobs: whether there is one, and since when. They outlive processes. */
final class NaiveResources {
    private final Map<ResourceRef, Boolean> defined = new HashMap<>();
    private final Map<ResourceRef, Long> changed = new HashMap<>();

    /** Gives a resource a definition, or takes the one it has; whether it has one then. */
    boolean redefine(ResourceRef resource, long now) {
        changed.put(resource, now);
        boolean before = defined.getOrDefault(resource, false);
        defined.put(resource, !before);
        return !before;
    }

    /** Those of the claimed resources that have a definition. */
    Set<ResourceRef> recorded(List<Claim> claims) {
        return claims.stream()
                .map(Claim::resource)
                .filter(resource -> defined.getOrDefault(resource, false))
                .collect(Collectors.toSet());
    }

    /** Whether a job that waited has lost one of its resources meanwhile. */
    boolean gone(NaiveJob job) {
        return job.adoptedFromQueue
                ? job.claims.stream().map(Claim::resource).anyMatch(resource -> removedSince(resource, job.created))
                : job.recorded.stream().anyMatch(resource -> !defined.get(resource));
    }

    private boolean removedSince(ResourceRef resource, long time) {
        return changed.containsKey(resource) && !defined.get(resource) && changed.get(resource) > time;
    }
}
