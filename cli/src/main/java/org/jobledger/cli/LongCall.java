package org.jobledger.cli;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jobledger.cli.text.ByteSize;
import org.jobledger.cli.text.HumanTime;
import org.jobledger.engine.Job;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.JobInfoType;
import org.jobledger.engine.JobStats;
import org.jobledger.engine.event.Claim;
import org.jobledger.storage.JobUnsuccessfulException;
import org.jobledger.storage.StorageDriver;
import org.jobledger.storage.VolumeBusyException;

/** A storage call that is a long job: recovers what a crash cut off, runs the job, and tells how it ended. */
final class LongCall {
    private final Session session;
    private final ProgressOption progress;
    private final boolean async;

    /** One that is waited for. */
    LongCall(Session session, ProgressOption progress) {
        this.session = session;
        this.progress = progress;
        this.async = false;
    }

    /** One that is waited for as the options say. */
    LongCall(Session session, LongOptions options) {
        this.session = session;
        this.progress = options.progress();
        this.async = options.async();
    }

    /**
     * Runs it.
     *
     * @param done what to say when it has completed, such as "Vol disk1 wiped"
     * @param cut what to say when it has not
     * @throws InterruptedException if the waiting thread is interrupted
     */
    ExitStatus run(StorageDriver driver, Supplier<Job> call, String done, String cut) throws InterruptedException {
        return run(driver, call, stats -> done, cut);
    }

    /** The same, where its record tells what to say when it has completed. */
    ExitStatus run(StorageDriver driver, Supplier<Job> call, Function<JobStats, String> done, String cut)
            throws InterruptedException {
        return run(driver, call, done, () -> cut);
    }

    /** The same, where it is known in the end only what to say when it has not. */
    ExitStatus run(StorageDriver driver, Supplier<Job> call, Function<JobStats, String> done, Supplier<String> cut)
            throws InterruptedException {
        RecoveredJobs recovered = new RecoveredJobs(session, driver.engine());
        recovered.announce();
        Job started = start(call, recovered);
        if (async) {
            return tellStarted(driver.engine(), started);
        }
        ForegroundJob job = new ForegroundJob(session);
        JobStats stats = job.await(driver.engine(), started, progress.display(session));
        ExitStatus status = tell(stats, job.wasInterrupted(), done, cut);
        recovered.announceWhatIsLeft();
        return status;
    }

    private static Job start(Supplier<Job> call, RecoveredJobs recovered) {
        try {
            return call.get();
        } catch (VolumeBusyException e) {
            throw new CommandException(e.code(), e.getMessage() + (recovered.any() ? RecoveredJobs.WHAT_TO_DO : ""), e);
        }
    }

    /** A short job may have ended by now; then its record is told, which has the same fields. */
    private ExitStatus tellStarted(JobEngine engine, Job job) {
        engine.jobInfo(job.id())
                .ifPresentOrElse(
                        info -> tellStarted(info.id(), info.operation(), info.claims(), Shapes.job(info)),
                        () -> engine.jobStats(job.id())
                                .ifPresent(stats ->
                                        tellStarted(stats.id(), stats.operation(), stats.claims(), Shapes.job(stats))));
        return ExitStatus.OK;
    }

    private void tellStarted(long id, String operation, List<Claim> claims, Object shape) {
        session.output().sentence("Job " + id + " started: " + operation + " of " + JobList.on(claims), shape);
    }

    private ExitStatus tell(
            JobStats stats, boolean interrupted, Function<JobStats, String> done, Supplier<String> cut) {
        if (stats.type() == JobInfoType.COMPLETED) {
            session.output().sentence(done.apply(stats) + summary(stats), Shapes.job(stats));
            return ExitStatus.OK;
        }
        if (session.json()) {
            session.output().sentence("", Shapes.job(stats));
        }
        JobUnsuccessfulException error = new JobUnsuccessfulException(stats);
        session.errors().report(new CommandException(error.code(), error.getMessage() + "; " + cut.get(), error));
        return interrupted && stats.type() == JobInfoType.CANCELLED ? ExitStatus.STOPPED : ExitStatus.FAILED;
    }

    private static String summary(JobStats stats) {
        String time = HumanTime.showMillis(stats.timeElapsedMillis());
        String amount = stats.unit().equals("bytes") || stats.unit().isEmpty()
                ? ByteSize.brief(stats.processed())
                : stats.processed() + " " + stats.unit();
        return stats.total() > 0
                ? " (job " + stats.id() + ": " + amount + " in " + time + ")"
                : " (job " + stats.id() + ")";
    }
}
