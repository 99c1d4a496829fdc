package org.jobledger.cli.progress;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jobledger.engine.JobInfo;

/** The observations of many jobs; forgets those that have ended. Not thread-safe. */
final class Observations {
    private final Map<Long, Observation> byJob = new HashMap<>();

    /** The views of these jobs now, in their order. */
    List<ProgressView> of(List<JobInfo> jobs, long nanos) {
        Set<Long> there = jobs.stream().map(JobInfo::id).collect(Collectors.toSet());
        byJob.keySet().retainAll(there);
        List<ProgressView> views = new ArrayList<>();
        for (JobInfo job : jobs) {
            views.add(byJob.computeIfAbsent(job.id(), id -> new Observation()).of(job, nanos));
        }
        return views;
    }
}
