package org.jobledger.engine.progress;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jobledger.engine.PredictionAccuracy;
import org.jobledger.engine.event.CheckpointReached;
import org.jobledger.engine.event.JobClass;
import org.jobledger.engine.event.JobCompleted;
import org.jobledger.engine.event.JobContinued;
import org.jobledger.engine.event.JobCreated;
import org.jobledger.engine.event.JobEvent;
import org.jobledger.engine.event.JobFinishing;
import org.jobledger.engine.event.JobPaused;
import org.jobledger.engine.event.JobStarted;
import org.jobledger.engine.event.ProgressTicked;
import org.jobledger.engine.event.RecordedEvent;
import org.jobledger.engine.event.RecoveryDecided;
import org.jobledger.engine.event.RecoveryOutcome;
import org.jobledger.engine.event.SpeedLimited;
import org.jobledger.engine.event.TotalDeclared;
import org.jobledger.engine.state.Work;
import org.jspecify.annotations.Nullable;

/**
 * The estimates of all unfinished async jobs and what was learned from those that completed: a pure fold over the events of the log, so that
 * replay gives the same. Applied by one thread; {@link #history()} may be asked by any.
 */
public final class Estimates {
    /** Raised when the estimator or what it keeps changes: what another one saved is not gone on with. */
    private static final long ALGORITHM = 5;

    private final Map<Long, JobEstimate> jobs = new HashMap<>();
    private final EstimateHistory history = new EstimateHistory();

    /** Nothing was seen. */
    public Estimates() {}

    /**
     * Goes on where another one was saved.
     *
     * @throws RuntimeException if the bytes are not those of {@link #save}, or of another release's estimator
     */
    public static Estimates restore(byte[] saved) {
        Estimates estimates = new Estimates();
        estimates.exchange(new ExchangeReader(saved));
        return estimates;
    }

    /** All of it in bytes; equal states give equal bytes. */
    public byte[] save() {
        ExchangeWriter writer = new ExchangeWriter();
        exchange(writer);
        return writer.bytes();
    }

    private void exchange(Exchange with) {
        long algorithm = with.whole(ALGORITHM);
        if (algorithm != ALGORITHM) {
            throw new IllegalArgumentException("estimates of algorithm " + algorithm + ", this one is " + ALGORITHM);
        }
        history.exchange(with);
        List<Long> known = jobs.keySet().stream().sorted().toList();
        int size = with.count(known.size());
        for (int i = 0; i < size; i++) {
            long id = with.whole(known.isEmpty() ? 0 : known.get(i));
            jobs.put(id, JobEstimate.exchange(with, jobs.get(id)));
        }
    }

    /** What was learned, for jobs that have not begun. Thread-safe. */
    public EstimateHistory history() {
        return history;
    }

    /** What the newest sample of an unfinished job says of the time after it, or null where there is none. */
    public @Nullable Outlook outlook(long jobId) {
        JobEstimate job = jobs.get(jobId);
        return job == null ? null : job.outlook();
    }

    /**
     * One more event of the log.
     *
     * @return how good the prediction was where the event completes a job, else NONE
     */
    public PredictionAccuracy apply(RecordedEvent recorded) {
        if (!(recorded.event() instanceof JobEvent event)) {
            return PredictionAccuracy.NONE;
        }
        if (event instanceof JobCreated created) {
            create(recorded.jobId(), created);
            return PredictionAccuracy.NONE;
        }
        JobEstimate job = event.type().endsJob() ? jobs.remove(recorded.jobId()) : jobs.get(recorded.jobId());
        if (job == null) {
            return PredictionAccuracy.NONE;
        }
        if (event instanceof JobCompleted) {
            return job.complete(history, recorded.at().toEpochMilli());
        }
        change(job, event, recorded.at().toEpochMilli());
        return PredictionAccuracy.NONE;
    }

    private void create(long jobId, JobCreated created) {
        if (created.jobClass() == JobClass.ASYNC && !created.operation().isBlank()) {
            jobs.put(jobId, new JobEstimate(EstimateKey.of(created)));
        }
    }

    private void change(JobEstimate job, JobEvent event, long at) {
        if (event instanceof ProgressTicked tick) {
            job.sample(history, at, tick.processed(), tick.workingMillis());
        } else if (event instanceof CheckpointReached checkpoint) {
            job.sample(history, at, checkpoint.processed(), checkpoint.workingMillis());
        } else if (event instanceof JobFinishing finishing) {
            finish(job, finishing, at);
        } else if (event instanceof TotalDeclared declared) {
            declare(job, declared.total(), at);
        } else if (event instanceof RecoveryDecided recovery) {
            recover(job, recovery.outcome());
        } else if (event instanceof SpeedLimited limit) {
            job.limited(limit.unitsPerSecond());
        } else if (event instanceof JobPaused) {
            job.paused(true);
        } else if (event instanceof JobContinued || event instanceof JobStarted) {
            job.paused(false);
        }
    }

    /** A job without a total or a sample has nothing to teach, and is spared the making of an estimator. */
    private void finish(JobEstimate job, JobFinishing finishing, long at) {
        if (job.measured()) {
            job.sample(history, at, finishing.processed(), finishing.workingMillis());
        }
    }

    /** Where there is history, the total alone says how long it will take. */
    private void declare(JobEstimate job, long total, long at) {
        job.total(total);
        if (history.knows(job.key())) {
            job.sampleAgain(history, at);
        }
    }

    private static void recover(JobEstimate job, RecoveryOutcome outcome) {
        if (outcome == RecoveryOutcome.RESUMED || outcome == RecoveryOutcome.RESTARTED) {
            job.total(Work.UNKNOWN);
        }
    }
}
