package org.jobledger.engine.runtime;

import java.time.Duration;
import java.util.Optional;
import org.jobledger.engine.JobStats;

/** The handle of a job that is at its end: it has its record, and refuses verbs with a sentence unless it waits to be dismissed. */
final class EndedJob extends Handle {
    private final JobStats stats;

    EndedJob(JobStats stats, JobControl control) {
        super(stats.id(), control);
        this.stats = stats;
    }

    @Override
    public JobStats await() {
        return stats;
    }

    @Override
    public Optional<JobStats> await(Duration atMost) {
        return Optional.of(stats);
    }
}
