package org.jobledger.engine.ledger;

import java.util.List;
import org.jobledger.engine.event.CompletedStatsTaken;
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
 * @param untaken the jobs that ended last on their resources, as what would take their records
 * @param estimates what was learned of the time that jobs take, and of those that had not ended; see {@link
 *     org.jobledger.engine.progress.Estimates#save}
 */
@SuppressWarnings("ArrayRecordComponent") // read once and never compared
record Snapshot(
        JournalHead head,
        long atMicros,
        long lastJobId,
        String place,
        List<JobState> jobs,
        List<ResourceState> resources,
        List<KnownKeys.Known> keys,
        List<CompletedStatsTaken> untaken,
        byte[] estimates) {

    Snapshot {
        jobs = List.copyOf(jobs);
        resources = List.copyOf(resources);
        keys = List.copyOf(keys);
        untaken = List.copyOf(untaken);
    }
}
