package org.jobledger.engine.runtime;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import org.jobledger.engine.JobInfo;
import org.jobledger.engine.JobInfoType;
import org.jobledger.engine.event.JobStatus;
import org.jobledger.engine.ledger.LiveJobState;
import org.jobledger.engine.ledger.LiveState;
import org.jobledger.engine.progress.EstimateKey;
import org.jspecify.annotations.Nullable;

/**
 * When a job that waits for its claims will get them: when the last of those before it has ended. One that works ends by its even bet, if it
 * is BOUNDED; one that waits itself takes as long as those like it did. Where one of them is not known, nothing is. For one question and one
 * thread.
 */
final class ExpectedStarts {
    /** Behind more than so many a guess is of no use, and asking the claims for each of them would hold up others. */
    private static final int LONGEST_QUEUE = 100;

    private final LiveState live;
    private final JobQueue queue;
    private final LongFunction<Optional<JobInfo>> infos;
    private final Instant now;
    private final Map<Long, Optional<Instant>> ends = new HashMap<>();

    ExpectedStarts(LiveState live, JobQueue queue, LongFunction<Optional<JobInfo>> infos, Instant now) {
        this.live = live;
        this.queue = queue;
        this.infos = infos;
        this.now = now;
    }

    /** Empty where the job does not wait for claims, or it cannot be told. */
    Optional<Instant> of(long jobId) {
        List<Long> before = queue.waitsFor(jobId);
        return before.isEmpty() || before.size() > LONGEST_QUEUE ? Optional.empty() : latestEnd(before);
    }

    private Optional<Instant> latestEnd(List<Long> jobs) {
        Instant latest = now;
        for (long job : jobs) {
            Optional<Instant> end = end(job);
            if (end.isEmpty()) {
                return Optional.empty();
            }
            latest = end.get().isAfter(latest) ? end.get() : latest;
        }
        return Optional.of(latest);
    }

    private Optional<Instant> end(long jobId) {
        if (!ends.containsKey(jobId)) {
            // A job waits only for those that came before it, so this ends.
            ends.put(jobId, work(jobId));
        }
        return ends.getOrDefault(jobId, Optional.empty());
    }

    private Optional<Instant> work(long jobId) {
        @Nullable LiveJobState job = live.now(jobId);
        if (job == null) {
            return Optional.empty();
        }
        List<Long> before = queue.waitsFor(jobId);
        if (before.isEmpty()) {
            return infos.apply(jobId)
                    .filter(ExpectedStarts::predictable)
                    .map(info -> now.plusMillis(info.estimate().p50Millis()));
        }
        Optional<Duration> usual = live.history()
                .usualDuration(EstimateKey.of(job.state().definition())
                        .limited(job.state().speedLimit()));
        return usual.flatMap(takes -> latestEnd(before).map(start -> start.plus(takes)));
    }

    private static boolean predictable(JobInfo info) {
        return info.type() == JobInfoType.BOUNDED
                && info.estimate().known()
                && (info.status() == JobStatus.RUNNING || info.status() == JobStatus.FINISHING);
    }
}
