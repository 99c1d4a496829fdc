package org.jobledger.engine.ledger;

import java.util.List;
import java.util.Map;
import org.jobledger.engine.PredictionAccuracy;
import org.jobledger.engine.state.JobState;
import org.jspecify.annotations.Nullable;

/**
 * What came of a command that was carried out.
 *
 * @param position the position of its last event; the last durable one where it led to no event
 * @param job the job after it, or null where it was not for one job
 * @param jobs the jobs after it, in the order of the command; empty where it was for none
 * @param accuracies how good the prediction was for those of the jobs that it completed, by number
 */
public record Appended(
        long position, @Nullable JobState job, List<JobState> jobs, Map<Long, PredictionAccuracy> accuracies) {

    /** Copies the jobs. */
    public Appended {
        jobs = List.copyOf(jobs);
        accuracies = Map.copyOf(accuracies);
    }

    /** What came of a command for one job, or for none. */
    public Appended(long position, @Nullable JobState job) {
        this(position, job, job == null ? List.of() : List.of(job), Map.of());
    }

    /** How good the prediction was for a job, NONE where it did not complete. */
    public PredictionAccuracy accuracy(long jobId) {
        return accuracies.getOrDefault(jobId, PredictionAccuracy.NONE);
    }
}
