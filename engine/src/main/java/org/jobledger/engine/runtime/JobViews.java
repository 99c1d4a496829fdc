package org.jobledger.engine.runtime;

import java.time.Instant;
import org.jobledger.engine.JobInfo;
import org.jobledger.engine.JobInfoType;
import org.jobledger.engine.JobPhase;
import org.jobledger.engine.JobStats;
import org.jobledger.engine.event.CheckpointReached;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.Ending;
import org.jobledger.engine.event.JobStatus;
import org.jobledger.engine.event.PhaseEntered;
import org.jobledger.engine.state.JobResult;
import org.jobledger.engine.state.JobState;
import org.jobledger.engine.state.Work;
import org.jspecify.annotations.Nullable;

/** The API's view of a job, from its recorded state and, while it runs here, from its live counter. */
final class JobViews {
    private JobViews() {}

    /**
     * A job that has not ended.
     *
     * @param worked false where nobody owns the ledger: what was running there is cut off
     */
    static JobInfo info(JobState job, @Nullable LiveJob running, boolean worked) {
        LiveJob.Sample live = running == null ? null : running.sample();
        Work work = job.work();
        long processed = live == null ? work.processed() : Math.max(live.processed(), work.processed());
        long total = live == null || live.total() == Work.UNKNOWN ? work.total() : live.total();
        PhaseEntered phase = job.phase();
        JobPhase recorded = phase == null ? JobPhase.NONE : new JobPhase(phase.index(), phase.count(), phase.name());
        CheckpointReached checkpoint = job.checkpoint();
        return new JobInfo(
                job.id(),
                job.definition().operation(),
                job.concluded() ? typeOf(job) : total == Work.UNKNOWN ? JobInfoType.UNBOUNDED : JobInfoType.BOUNDED,
                worked || job.concluded() ? job.status() : JobStatus.INTERRUPTED,
                job.definition().claims(),
                processed,
                total,
                live == null || live.unit().isEmpty() ? work.unit() : live.unit(),
                live == null || live.phase().index() == 0 ? recorded : live.phase(),
                live == null ? work.workingMillis() : Math.max(live.workingMillis(), work.workingMillis()),
                job.token().attempt(),
                checkpoint == null ? 0 : checkpoint.processed(),
                job.abort() != null,
                job.definition().principal(),
                job.definition().api(),
                job.times().createdAt());
    }

    /** The record of a job that has ended. */
    static JobStats stats(JobState job) {
        JobResult result = job.result() == null ? new JobResult("", "", Document.empty()) : job.result();
        Work work = job.work();
        Instant ended = job.times().endedAt();
        return new JobStats(
                job.id(),
                job.definition().operation(),
                typeOf(job),
                statusOf(job),
                job.definition().claims(),
                work.processed(),
                work.total(),
                work.unit(),
                work.workingMillis(),
                job.token().attempt(),
                work.ticks(),
                result.code(),
                result.message(),
                result.result(),
                job.definition().principal(),
                job.times().createdAt(),
                ended == null ? job.times().changedAt() : ended);
    }

    private static JobInfoType typeOf(JobState job) {
        return switch (statusOf(job)) {
            case COMPLETED -> JobInfoType.COMPLETED;
            case CANCELLED -> JobInfoType.CANCELLED;
            case FAILED, REJECTED -> JobInfoType.FAILED;
            default -> throw new IllegalStateException("not ended: " + job.status());
        };
    }

    /** The state that a job ends in, also where it is still to be dismissed. */
    private static JobStatus statusOf(JobState job) {
        Ending ending = job.ending();
        return job.status() == JobStatus.CONCLUDED && ending != null ? JobStatus.valueOf(ending.name()) : job.status();
    }
}
