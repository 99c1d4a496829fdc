package org.jobledger.engine.ledger;

import java.util.List;
import org.jobledger.engine.state.JobState;

/**
 * The live state at a position: what an opening would find by reading all history up to there.
 *
 * @param head the position and its chain hash
 * @param atMicros the time of that event, microseconds since 1970-01-01T00:00Z
 * @param lastJobId the greatest job number that was given
 * @param place where the newest owner wrote
 * @param jobs the jobs that had not ended
 * @param resources what was recorded of all resources, removed ones too
 * @param keys the keys of jobs that are known, by job
 */
record Snapshot(
        JournalHead head,
        long atMicros,
        long lastJobId,
        String place,
        List<JobState> jobs,
        List<ResourceState> resources,
        List<KnownKeys.Known> keys) {

    Snapshot {
        jobs = List.copyOf(jobs);
        resources = List.copyOf(resources);
        keys = List.copyOf(keys);
    }
}
