package org.jobledger.engine.state;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When things happened to a job, in the ledger's time.
 *
 * @param createdAt when it was accepted
 * @param startedAt when its handler was first called, or null
 * @param endedAt when it ended, or null
 * @param changedAt when its newest event was recorded
 */
public record JobTimes(
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        Instant changedAt) {

    JobTimes started(Instant at) {
        return new JobTimes(createdAt, startedAt == null ? at : startedAt, endedAt, at);
    }

    JobTimes ended(Instant at) {
        return new JobTimes(createdAt, startedAt, at, at);
    }

    JobTimes changed(Instant at) {
        return new JobTimes(createdAt, startedAt, endedAt, at);
    }
}
