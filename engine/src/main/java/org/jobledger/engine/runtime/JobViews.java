package org.jobledger.engine.runtime;

import java.time.Instant;
import org.jobledger.engine.EngineClock;
import org.jobledger.engine.EstimateState;
import org.jobledger.engine.JobInfo;
import org.jobledger.engine.JobInfoType;
import org.jobledger.engine.JobPhase;
import org.jobledger.engine.JobStats;
import org.jobledger.engine.PredictionAccuracy;
import org.jobledger.engine.TimeRemaining;
import org.jobledger.engine.event.CheckpointReached;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.Ending;
import org.jobledger.engine.event.JobStatus;
import org.jobledger.engine.event.PhaseEntered;
import org.jobledger.engine.ledger.LiveJobState;
import org.jobledger.engine.progress.Outlook;
import org.jobledger.engine.progress.ProgressCounter;
import org.jobledger.engine.state.JobResult;
import org.jobledger.engine.state.JobState;
import org.jobledger.engine.state.JobTimes;
import org.jobledger.engine.state.Work;
import org.jspecify.annotations.Nullable;

/** The API's view of a job, from its recorded state and, while it runs here, from its live counter. */
final class JobViews {
    private JobViews() {}

    /**
     * A job that has not ended.
     *
     * @param running the same job where it runs here; its counter counts only for the attempt that the state is of
     * @param worked false where nobody owns the ledger: what was running there is cut off
     */
    static JobInfo info(LiveJobState entry, @Nullable LiveJob running, boolean worked, EngineClock clock) {
        ProgressCounter counter =
                running == null ? null : running.samples().counter(entry.state().token());
        if (running == null || counter == null) {
            return info(entry, null, null, worked, clock);
        }
        // The amount done before the total: what is done is never more than a total that is read later.
        long processed = counter.processed();
        long total = counter.total();
        String unit = counter.unit();
        JobPhase phase = running.samples().phase();
        long workingMillis = running.samples().workingMillis();
        JobInfo last = running.lastInfo().at(entry, workingMillis);
        if (last != null && LastInfo.shows(last, processed, total, unit, phase)) {
            return last;
        }
        JobSamples.Sample live = new JobSamples.Sample(processed, total, unit, workingMillis, phase);
        if (last != null) {
            // Not kept, though it is newer: to keep a new object in an old one costs a collector's barrier, as much as
            // making it.
            return info(entry, live, last.estimate(), worked, clock);
        }
        JobInfo first = info(entry, live, null, worked, clock);
        running.lastInfo().tell(entry, first);
        return first;
    }

    /** The same; the estimate is given where it is known for this moment. */
    private static JobInfo info(
            LiveJobState entry,
            JobSamples.@Nullable Sample live,
            @Nullable TimeRemaining estimate,
            boolean worked,
            EngineClock clock) {
        JobState job = entry.state();
        Work work = job.work();
        long processed = live == null ? work.processed() : live.processed();
        long total = live == null ? work.total() : live.total();
        long workingMillis = live == null ? work.workingMillis() : live.workingMillis();
        JobStatus status = worked || job.concluded() ? job.status() : JobStatus.INTERRUPTED;
        PhaseEntered phase = job.phase();
        CheckpointReached checkpoint = job.checkpoint();
        return new JobInfo(
                job.id(),
                job.definition().operation(),
                job.concluded() ? typeOf(job) : total == Work.UNKNOWN ? JobInfoType.UNBOUNDED : JobInfoType.BOUNDED,
                status,
                job.definition().claims(),
                processed,
                total,
                live == null || live.unit().isEmpty() ? work.unit() : live.unit(),
                live == null || live.phase().index() == 0 ? phase(phase) : live.phase(),
                workingMillis,
                job.token().attempt(),
                checkpoint == null ? 0 : checkpoint.processed(),
                job.abort() != null,
                job.definition().principal(),
                job.definition().api(),
                job.times().createdAt(),
                queueMillis(
                        job.times(),
                        job.times().startedAt() == null
                                ? clock.instant()
                                : job.times().startedAt()),
                work.ticks(),
                estimate == null
                        ? estimate(entry.outlook(), status, workingMillis)
                                .atLeast(fastest(total - processed, total, job.speedLimit()))
                        : estimate,
                job.speedLimit());
    }

    /** How long what is left takes at the speed limit: the limit is known at once, while rates are only felt by and by. */
    private static long fastest(long left, long total, long speedLimit) {
        return speedLimit <= 0 || total == Work.UNKNOWN ? 0 : (long) (left * 1000.0 / speedLimit);
    }

    private static long queueMillis(JobTimes times, Instant until) {
        return Math.max(until.toEpochMilli() - times.createdAt().toEpochMilli(), 0);
    }

    private static TimeRemaining estimate(@Nullable Outlook outlook, JobStatus status, long workingMillis) {
        if (outlook == null) {
            return TimeRemaining.NOTHING_YET;
        }
        TimeRemaining estimate = outlook.at(workingMillis);
        boolean works = status == JobStatus.RUNNING || status == JobStatus.FINISHING;
        return works ? estimate : estimate.resting(EstimateState.PAUSED);
    }

    /** The record of a job that has ended. */
    static JobStats stats(JobState job, PredictionAccuracy accuracy) {
        JobResult result = job.result() == null ? new JobResult("", "", Document.empty()) : job.result();
        Work work = job.work();
        Instant ended = job.times().endedAt() == null
                ? job.times().changedAt()
                : job.times().endedAt();
        Instant started = job.times().startedAt();
        PhaseEntered phase = job.phase();
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
                ended,
                phase(phase),
                queueMillis(job.times(), started == null ? ended : started),
                accuracy);
    }

    private static JobPhase phase(@Nullable PhaseEntered entered) {
        return entered == null ? JobPhase.NONE : new JobPhase(entered.index(), entered.count(), entered.name());
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
