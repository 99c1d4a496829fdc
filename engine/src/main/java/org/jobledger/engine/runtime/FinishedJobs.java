package org.jobledger.engine.runtime;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Optional;
import org.jobledger.engine.JobStats;
import org.jobledger.engine.ledger.ForcedLog;
import org.jobledger.engine.ledger.Projector;
import org.jspecify.annotations.Nullable;

/** The records of jobs that have ended: the newest from memory, all from the tables. Thread-safe. */
final class FinishedJobs {
    private static final int REMEMBERED = 10_000;

    /** How long a reader waits until the tables hold what the log has. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    // Tidied up by who puts something in: waking another thread for it takes longer than the tidying.
    private final Cache<Long, JobStats> newest = Caffeine.newBuilder()
            .maximumSize(REMEMBERED)
            .executor(Runnable::run)
            .build();
    private final ForcedLog log;
    private final TablesOnDemand tables;

    FinishedJobs(ForcedLog log, TablesOnDemand tables) {
        this.log = log;
        this.tables = tables;
    }

    void remember(JobStats stats) {
        newest.put(stats.id(), stats);
    }

    /** The tables, holding all that the log holds now. */
    Projector upToDate() {
        Projector now = tables.get();
        now.awaitApplied(log.forcedPosition(), PATIENCE);
        return now;
    }

    Optional<JobStats> find(long jobId) {
        @Nullable JobStats known = newest.getIfPresent(jobId);
        if (known == null) {
            known = upToDate().stats(jobId).orElse(null);
            if (known != null) {
                newest.put(jobId, known);
            }
        }
        return Optional.ofNullable(known);
    }
}
