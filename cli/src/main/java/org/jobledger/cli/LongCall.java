package org.jobledger.cli;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jobledger.cli.text.Amount;
import org.jobledger.cli.text.HumanTime;
import org.jobledger.engine.Job;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.JobInfoType;
import org.jobledger.engine.JobStats;
import org.jobledger.engine.event.Claim;
import org.jobledger.storage.CutOffJobException;
import org.jobledger.storage.JobUnsuccessfulException;
import org.jobledger.storage.PoolBusyException;
import org.jobledger.storage.StorageDriver;
import org.jobledger.storage.VolumeBusyException;
import org.jobledger.storage.VolumeInfo;
import org.jobledger.storage.VolumeState;

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
    ExitStatus run(StorageDriver driver, Function<StorageDriver, Job> call, String done, String cut)
            throws InterruptedException {
        return run(driver, call, stats -> done, cut);
    }

    /** The same, where its record tells what to say when it has completed. */
    ExitStatus run(StorageDriver driver, Function<StorageDriver, Job> call, Function<JobStats, String> done, String cut)
            throws InterruptedException {
        return run(driver, call, done, () -> cut);
    }

    /** The same, where it is known in the end only what to say when it has not. */
    ExitStatus run(
            StorageDriver driver,
            Function<StorageDriver, Job> call,
            Function<JobStats, String> done,
            Supplier<String> cut)
            throws InterruptedException {
        return end(
                driver,
                call,
                stats -> session.output().sentence(done.apply(stats) + summary(stats), Shapes.job(stats)),
                cut);
    }

    /** The same of a pool, which is told as it is when its job has completed. */
    ExitStatus ofPool(StorageDriver driver, Function<StorageDriver, Job> call, UnaryOperator<String> done, String cut)
            throws InterruptedException {
        return end(
                driver,
                call,
                stats -> {
                    String pool = stats.claims().get(0).resource().name();
                    session.output().sentence(done.apply(pool), Shapes.pool(driver.pool(pool)));
                },
                () -> cut);
    }

    private ExitStatus end(
            StorageDriver driver, Function<StorageDriver, Job> call, Consumer<JobStats> done, Supplier<String> cut)
            throws InterruptedException {
        RecoveredJobs recovered = new RecoveredJobs(session, driver.engine());
        recovered.announce();
        Started started = start(driver, call, recovered);
        if (async) {
            return tellStarted(driver.engine(), started.id());
        }
        ForegroundJob job = new ForegroundJob(session);
        JobStats stats = started.job().isPresent()
                ? job.await(driver.engine(), started.job().get(), progress.display(session))
                : driver.engine().jobStats(started.id()).orElseThrow();
        ExitStatus status = tell(stats, job.wasInterrupted(), done, cut);
        recovered.announceWhatIsLeft(stats.id());
        return status;
    }

    /**
     * The one rule for a command that is typed again after a crash cut its job off. Where that job goes on, the command waits for it; where it
     * has failed or can only fail, the command does it anew; where another job is in the way, it is refused and told what becomes of that.
     */
    private Started start(StorageDriver driver, Function<StorageDriver, Job> call, RecoveredJobs recovered)
            throws InterruptedException {
        try {
            return begun(call.apply(driver.repeating()), recovered);
        } catch (CutOffJobException e) {
            if (e.doomed()) {
                JobStats stats = recovered.await(e.jobId(), progress);
                session.output().notice("job " + stats.id() + " has ended: " + stats.message());
                return begun(call.apply(driver), recovered);
            }
            // Whoever asks a server again may mean it: the server may have run for days since.
            return e.ended() && session.guest()
                    ? begun(call.apply(driver), recovered)
                    : new Started(e.jobId(), recovered.handle(e.jobId()));
        } catch (VolumeBusyException | PoolBusyException e) {
            throw recovered.explained(e);
        }
    }

    private static Started begun(Job job, RecoveredJobs recovered) {
        recovered.announceAnew(job.id());
        return new Started(job.id(), Optional.of(job));
    }

    /** The job that a command waits for, and its handle where it has not ended yet. */
    private record Started(long id, Optional<Job> job) {}

    /** A short job may have ended by now; then its record is told, which has the same fields. */
    private ExitStatus tellStarted(JobEngine engine, long job) {
        engine.jobInfo(job)
                .ifPresentOrElse(
                        info -> tellStarted(info.id(), info.operation(), info.claims(), Shapes.job(info)),
                        () -> engine.jobStats(job)
                                .ifPresent(stats ->
                                        tellStarted(stats.id(), stats.operation(), stats.claims(), Shapes.job(stats))));
        return ExitStatus.OK;
    }

    private void tellStarted(long id, String operation, List<Claim> claims, Object shape) {
        session.output().sentence("Job " + id + " started: " + operation + " of " + JobList.on(claims), shape);
    }

    private ExitStatus tell(JobStats stats, boolean interrupted, Consumer<JobStats> done, Supplier<String> cut) {
        if (stats.type() == JobInfoType.COMPLETED) {
            done.accept(stats);
            return ExitStatus.OK;
        }
        if (session.json()) {
            session.output().sentence("", Shapes.job(stats));
        }
        JobUnsuccessfulException error = new JobUnsuccessfulException(stats);
        session.errors().report(new CommandException(error.code(), error.getMessage() + "; " + cut.get(), error));
        return interrupted && stats.type() == JobInfoType.CANCELLED ? ExitStatus.STOPPED : ExitStatus.FAILED;
    }

    /**
     * What a job that did not complete has made of the volume it was to overwrite.
     *
     * @param found the volume, as it was before
     * @param remedy what helps where its contents are undefined
     */
    static String afterwards(StorageDriver driver, VolumeInfo found, String remedy) {
        VolumeState state = driver.volume(found.pool(), found.name()).state();
        return switch (state) {
            case UNDEFINED -> "the contents of the volume are undefined: " + remedy;
            case MISSING -> "the file of the volume is gone";
            case HEALTHY -> "the volume is as it was";
            default -> "the volume is " + state.name().toLowerCase(Locale.ROOT);
        };
    }

    private static String summary(JobStats stats) {
        String time = HumanTime.showMillis(stats.timeElapsedMillis());
        String amount = Amount.brief(stats.processed(), stats.unit());
        return stats.total() > 0
                ? " (job " + stats.id() + ": " + amount + " in " + time + ")"
                : " (job " + stats.id() + ")";
    }
}
