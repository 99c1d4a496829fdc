package org.jobledger.engine.runtime;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jobledger.engine.EngineClock;
import org.jobledger.engine.JobLedgerException;
import org.jobledger.engine.event.JobLimits;
import org.jobledger.engine.ledger.CommandLog;
import org.jobledger.engine.state.JobState;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Aborts jobs that take too long: past their deadline, or without progress. Called again and again by one thread. */
final class TimeLimits {
    private static final Logger LOG = LoggerFactory.getLogger(TimeLimits.class);
    /** Who asks a job to stop that takes too long. */
    static final String ENGINE = "engine";

    private static final long FARTHEST_MILLIS = TimeUnit.DAYS.toMillis(36_500);

    private final CommandLog ledger;
    private final JobControl control;
    private final EngineClock clock;
    private final Map<Long, Mark> marks = new ConcurrentHashMap<>();
    /** When the deadlines of jobs are over, by the clock that only counts. */
    private final Map<Long, Long> deadlines = new ConcurrentHashMap<>();

    /** The last progress of a job: how far it was, and its working time when it came there. */
    private record Mark(long processed, long workingMillis) {}

    TimeLimits(CommandLog ledger, JobControl control, EngineClock clock) {
        this.ledger = ledger;
        this.control = control;
        this.clock = clock;
    }

    void check(LiveJob job) {
        JobLimits limits = job.terms().limits();
        if ((limits.deadlineMillis() == 0 && limits.noProgressMillis() == 0) || job.abortRequested()) {
            return;
        }
        @Nullable JobState state = ledger.live().job(job.id());
        if (state == null || state.concluded()) {
            return;
        }
        if (limits.deadlineMillis() > 0 && isPast(state, limits.deadlineMillis())) {
            abort(job, "its deadline of " + limits.deadlineMillis() + " ms has passed");
        } else if (limits.noProgressMillis() > 0) {
            checkProgress(job, limits.noProgressMillis());
        }
    }

    /** Once it is known when the time is over in this process, the wall clock may be set as anybody likes. */
    private boolean isPast(JobState state, long deadlineMillis) {
        long now = clock.nanoTime();
        return now - deadlines.computeIfAbsent(state.id(), id -> now + nanosLeft(state, deadlineMillis)) >= 0;
    }

    private long nanosLeft(JobState state, long deadlineMillis) {
        long age = Duration.between(state.times().createdAt(), clock.instant()).toMillis();
        long left = Math.max(0, deadlineMillis - Math.max(0, age));
        return TimeUnit.MILLISECONDS.toNanos(Math.min(left, FARTHEST_MILLIS));
    }

    private void checkProgress(LiveJob job, long limit) {
        JobSamples.@Nullable Sample now = job.samples().sample();
        if (now == null || !job.working() || job.purpose() == LiveJob.Purpose.UNDO) {
            marks.remove(job.id());
            return;
        }
        Mark mark = marks.compute(
                job.id(),
                (id, last) -> last == null || last.processed() != now.processed()
                        ? new Mark(now.processed(), now.workingMillis())
                        : last);
        if (now.workingMillis() - mark.workingMillis() >= limit) {
            abort(job, "it has made no progress for " + limit + " ms, at " + mark.processed());
        }
    }

    private void abort(LiveJob job, String reason) {
        marks.remove(job.id());
        try {
            control.abort(job.id(), ENGINE, reason);
        } catch (JobLedgerException e) {
            LOG.debug("job {} could not be aborted: {}", job.id(), e.getMessage());
        }
    }

    /** A job is gone. */
    void forget(LiveJob job) {
        marks.remove(job.id());
        deadlines.remove(job.id());
    }
}
