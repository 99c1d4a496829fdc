package org.jobledger.engine.ledger;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jobledger.engine.event.Claim;
import org.jobledger.engine.event.CompletedStatsTaken;
import org.jobledger.engine.event.JobClass;
import org.jobledger.engine.event.ResourceRef;
import org.jobledger.engine.state.JobState;
import org.jspecify.annotations.Nullable;

/**
 * Which async job works on a resource, and which ended there last and was not taken yet. Written by one thread, read by all without a lock.
 *
 * <p>Of ends it keeps those on the {@link #MOST_ENDED} resources that saw one last: whoever opens a ledger reads them all, and that must
 * not take longer from year to year.
 */
final class ResourceJobs {
    /** On how many resources the last end is known. */
    static final int MOST_ENDED = 10_000;

    private final Map<ResourceRef, List<Long>> working = new ConcurrentHashMap<>();
    private final Map<ResourceRef, Long> endedLast = new ConcurrentHashMap<>();
    /** The same from the oldest to the newest, for the thread that writes. */
    private final Map<ResourceRef, Long> inOrder = new LinkedHashMap<>();

    /** A job is so now. */
    void changed(JobState job) {
        if (job.definition().jobClass() != JobClass.ASYNC || !job.everStarted()) {
            return;
        }
        for (Claim claim : job.definition().claims()) {
            if (!job.concluded()) {
                working.merge(claim.resource(), List.of(job.id()), ResourceJobs::with);
            } else if (leaves(claim.resource(), job.id())) {
                ended(claim.resource(), job.id());
            }
        }
    }

    /** False where it has left already: a job that is to be dismissed holds nothing any more when it is. */
    private boolean leaves(ResourceRef resource, long job) {
        @Nullable List<Long> jobs = working.get(resource);
        if (jobs == null || !jobs.contains(job)) {
            return false;
        }
        working.computeIfPresent(resource, (any, all) -> without(all, job));
        return true;
    }

    private void ended(ResourceRef resource, long job) {
        inOrder.remove(resource);
        inOrder.put(resource, job);
        endedLast.put(resource, job);
        if (inOrder.size() > MOST_ENDED) {
            ResourceRef oldest = inOrder.keySet().iterator().next();
            inOrder.remove(oldest);
            endedLast.remove(oldest);
        }
    }

    private static List<Long> with(List<Long> jobs, List<Long> one) {
        if (jobs.containsAll(one)) {
            return jobs;
        }
        List<Long> more = new ArrayList<>(jobs);
        more.addAll(one);
        return List.copyOf(more);
    }

    private static @Nullable List<Long> without(List<Long> jobs, long id) {
        List<Long> left = jobs.stream().filter(job -> job != id).toList();
        return left.isEmpty() ? null : left;
    }

    /** The record of a job that ended was read. */
    void taken(CompletedStatsTaken taken) {
        if (endedLast.remove(taken.resource(), taken.jobId())) {
            inOrder.remove(taken.resource());
        }
    }

    /** The job that works on a resource, of several that share it the one that began first, or null. */
    @Nullable
    Long workingOn(ResourceRef resource) {
        List<Long> jobs = working.get(resource);
        return jobs == null ? null : jobs.get(0);
    }

    /** The job that ended last on a resource, or null where none did or its record was taken. */
    @Nullable
    Long endedLast(ResourceRef resource) {
        return endedLast.get(resource);
    }

    /** The jobs that ended last, oldest first, as what would take them. For the thread that writes. */
    List<CompletedStatsTaken> capture() {
        return inOrder.entrySet().stream()
                .map(entry -> new CompletedStatsTaken(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** A job ended last there, says a snapshot. */
    void restore(CompletedStatsTaken untaken) {
        ended(untaken.resource(), untaken.jobId());
    }
}
