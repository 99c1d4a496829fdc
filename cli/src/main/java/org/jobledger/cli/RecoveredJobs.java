package org.jobledger.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jobledger.cli.text.Amount;
import org.jobledger.engine.Job;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.JobInfo;
import org.jobledger.engine.JobStats;
import org.jobledger.engine.NoSuchJobException;
import org.jobledger.engine.PlannedRecovery;
import org.jobledger.engine.event.Claim;
import org.jobledger.engine.event.JobStatus;
import org.jobledger.engine.event.RecoveryOutcome;
import org.jobledger.storage.StorageException;

/** The jobs that a crash had cut off and this opening has decided about. */
final class RecoveredJobs {
    /** What is said behind an error that such a job is the reason of. */
    static final String WHAT_TO_DO =
            "; 'jobledger recover' takes what was cut off to its end and shows it, 'jobledger job-abort' gives it up";

    private final Session session;
    private final JobEngine engine;
    private final List<PlannedRecovery> decisions;

    RecoveredJobs(Session session, JobEngine engine) {
        this.session = session;
        this.engine = engine;
        this.decisions = engine.recoveries();
    }

    List<PlannedRecovery> decisions() {
        return decisions;
    }

    /** Those that this command line has decided about; a guest finds them decided. */
    private List<PlannedRecovery> mine() {
        return session.guest() ? List.of() : decisions;
    }

    /** Says in one sentence each what was decided. */
    void announce() {
        announceOthersThan(0);
    }

    /** Says in one sentence each what was decided for those that are not the one somebody asks for. */
    void announceOthersThan(long jobId) {
        mine().stream()
                .filter(decision -> decision.jobId() != jobId)
                .forEach(decision -> session.output().notice(sentence(decision)));
    }

    /** An error that one of them may be the reason of, with what becomes of that and how to see it. */
    CommandException explained(StorageException error) {
        String message = String.valueOf(error.getMessage());
        boolean inTheWay = Stream.concat(
                        decisions.stream().map(PlannedRecovery::jobId),
                        engine.jobs().stream()
                                .filter(job -> job.status() == JobStatus.INTERRUPTED)
                                .map(JobInfo::id))
                .anyMatch(job -> message.contains("job " + job + " "));
        return new CommandException(error.code(), message + (inTheWay ? WHAT_TO_DO : ""), error);
    }

    /** As decisions have it. */
    private static String on(List<Claim> claims) {
        return claims.stream().map(claim -> claim.resource().toString()).collect(Collectors.joining(", "));
    }

    /** Says that a job does anew what one of them has failed in. */
    void announceAnew(long jobId) {
        engine.jobInfo(jobId)
                .ifPresent(anew -> mine().stream()
                        .filter(old -> old.operation().equals(anew.operation()))
                        .filter(old -> old.on().equals(on(anew.claims())))
                        .forEach(old -> session.output()
                                .notice("job " + jobId + " does anew what job " + old.jobId() + " was cut off in")));
    }

    /** Says what has become of them until now, but for one: which have not ended are cut off again when the ledger is closed. */
    void announceWhatIsLeft(long told) {
        for (PlannedRecovery decision : mine()) {
            if (decision.jobId() != told && decision.outcome() != RecoveryOutcome.FAILED) {
                engine.jobInfo(decision.jobId())
                        .map(RecoveredJobs::left)
                        .or(() -> engine.jobStats(decision.jobId()).map(RecoveredJobs::ended))
                        .ifPresent(session.output()::notice);
            }
        }
    }

    /**
     * Waits for all of them that run.
     *
     * @return how they ended
     * @throws InterruptedException if the waiting thread is interrupted; they go on
     */
    List<JobStats> await(ProgressOption progress) throws InterruptedException {
        List<JobStats> endings = new ArrayList<>();
        for (PlannedRecovery decision : decisions) {
            if (decision.outcome() != RecoveryOutcome.HELD) {
                endings.add(await(decision.jobId(), progress));
            }
        }
        return endings;
    }

    /**
     * Waits for one of them that is not held.
     *
     * @throws NoSuchJobException if there is no such job
     * @throws InterruptedException if the waiting thread is interrupted; it goes on
     */
    JobStats await(long jobId, ProgressOption progress) throws InterruptedException {
        Optional<Job> running = handle(jobId);
        if (running.isPresent()) {
            return new ForegroundJob(session).await(engine, running.get(), progress.display(session));
        }
        return engine.jobStats(jobId).orElseThrow(() -> new NoSuchJobException("there is no job " + jobId));
    }

    static String sentence(PlannedRecovery decision) {
        String job = "job " + decision.jobId() + " (" + decision.operation() + " of " + decision.on() + ") was cut off";
        return switch (decision.outcome()) {
            case RESUMED -> job + " and goes on at " + place(decision);
            case RESTARTED -> job + " and begins again";
            case ROLLED_BACK -> job + " and is undone: " + decision.reason();
            case FAILED -> job + " and has failed: " + decision.reason();
            case HELD -> job + " and waits: " + decision.reason();
        };
    }

    static String place(PlannedRecovery decision) {
        return decision.total() <= 0
                ? Amount.brief(decision.processed(), decision.unit())
                : Amount.brief(decision.processed(), decision.total(), decision.unit()) + " ("
                        + decision.processed() * 100 / decision.total() + " %)";
    }

    /** Nothing where it has ended meanwhile. */
    Optional<Job> handle(long id) {
        try {
            return Optional.of(engine.job(id));
        } catch (NoSuchJobException e) {
            return Optional.empty();
        }
    }

    private static String ended(JobStats stats) {
        return "job " + stats.id() + " (" + stats.operation() + ") has ended since: " + JobList.status(stats.status());
    }

    private static String left(JobInfo info) {
        return "job " + info.id() + " (" + info.operation()
                + ") has not ended; 'jobledger recover' takes it to its end";
    }
}
