package org.jobledger.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.JobInfo;
import org.jobledger.engine.JobStats;
import org.jobledger.engine.event.JobStatus;
import org.jobledger.storage.StorageDriver;

/**
 * Jobs, looked at again and again: in the process that runs them, or else in the ledger, where they stand as they were recorded last. One
 * thread.
 */
final class WatchedJobs {
    private static final Duration IN_THE_OWNER = Duration.ofMillis(50);
    private static final Duration FROM_OUTSIDE = Duration.ofSeconds(1);

    private final Session session;
    private final boolean all;
    private final Set<Long> pending;
    private List<JobInfo> unfinished = List.of();
    private List<JobStats> newlyEnded = List.of();

    /**
     * Jobs to watch.
     *
     * @param ids their numbers; none for all that have not ended
     */
    WatchedJobs(Session session, List<Long> ids) {
        this.session = session;
        this.all = ids.isEmpty();
        this.pending = new LinkedHashSet<>(ids);
    }

    /**
     * Looks at them.
     *
     * @return whether there is one that may still change
     * @throws CommandException if there is no such job
     */
    boolean look() {
        try (StorageDriver driver = session.ledger().inspect()) {
            JobEngine engine = driver.engine();
            if (all) {
                engine.jobs().forEach(job -> pending.add(job.id()));
            }
            look(engine);
        }
        return unfinished.stream().anyMatch(job -> job.status() != JobStatus.INTERRUPTED);
    }

    private void look(JobEngine engine) {
        List<JobInfo> running = new ArrayList<>();
        List<JobStats> ended = new ArrayList<>();
        for (long id : List.copyOf(pending)) {
            Optional<JobInfo> info = engine.jobInfo(id);
            if (info.isPresent()) {
                running.add(info.get());
            } else {
                ended.add(engine.jobStats(id)
                        .orElseThrow(() -> new CommandException("no-such-job", "there is no job " + id)));
                pending.remove(id);
            }
        }
        unfinished = running;
        newlyEnded = ended;
    }

    /** Those that had not ended at the last look, by number, or as they were named. */
    List<JobInfo> unfinished() {
        return unfinished;
    }

    /** Those that ended between the last two looks. */
    List<JobStats> newlyEnded() {
        return newlyEnded;
    }

    /** True where what is left was cut off and nobody works on it. */
    boolean abandoned() {
        return !unfinished.isEmpty();
    }

    /** Waits until it is time for another look. */
    void rest() throws InterruptedException {
        Thread.sleep((session.guest() ? IN_THE_OWNER : FROM_OUTSIDE).toMillis());
    }
}
