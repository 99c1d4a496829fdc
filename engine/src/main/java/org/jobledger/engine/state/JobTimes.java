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
 * @param restsUntil until when it rests before the next call of its handler, also over a crash, or null
 */
public record JobTimes(
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        Instant changedAt,
        @Nullable Instant restsUntil) {

    JobTimes started(Instant at) {
        return new JobTimes(createdAt, startedAt == null ? at : startedAt, endedAt, at, null);
    }

    JobTimes ended(Instant at) {
        return new JobTimes(createdAt, startedAt, at, at, null);
    }

    JobTimes changed(Instant at) {
        return new JobTimes(createdAt, startedAt, endedAt, at, restsUntil);
    }

    JobTimes rests(Instant at, Instant until) {
        return new JobTimes(createdAt, startedAt, endedAt, at, until);
    }
}
