package org.jobledger.engine.ledger;

import org.jobledger.engine.PredictionAccuracy;
import org.jobledger.engine.state.JobState;
import org.jspecify.annotations.Nullable;

/**
 * What came of a command that was carried out.
 *
 * @param position the position of its last event; the last durable one where it led to no event
 * @param job the job after it, or null where it was not for a job
 * @param accuracy how good the prediction was where the job completed, else NONE
 */
public record Appended(long position, @Nullable JobState job, PredictionAccuracy accuracy) {

    Appended(long position, @Nullable JobState job) {
        this(position, job, PredictionAccuracy.NONE);
    }
}
