package org.jobledger.cli;

import org.jobledger.engine.JobEngine;
import org.jobledger.engine.JobInfo;
import org.jobledger.engine.JobInfoType;
import org.jobledger.engine.JobStats;
import org.jobledger.storage.StorageDriver;

/** Stops a job, and waits for its clean end. */
final class AbortCall {
    private final Session session;
    private final AbortOptions options;

    AbortCall(Session session, AbortOptions options) {
        this.session = session;
        this.options = options;
    }

    /**
     * Runs it.
     *
     * @throws InterruptedException if the waiting thread is interrupted; the job has been asked to stop
     */
    ExitStatus run(JobInfo job) throws InterruptedException {
        request(job.id());
        if (options.async()) {
            session.output().sentence("Job " + job.id() + " was asked to stop", Shapes.job(job));
            return ExitStatus.OK;
        }
        try (StorageDriver driver = session.ledger().recover()) {
            JobStats stats = ending(driver.engine(), job.id());
            session.output().sentence(sentence(stats), Shapes.job(stats));
            return stats.type() == JobInfoType.CANCELLED ? ExitStatus.OK : ExitStatus.FAILED;
        }
    }

    /** Where the ledger is opened for it, nothing runs yet: the job must not do more of what it is to be stopped from. */
    private void request(long jobId) {
        try (StorageDriver driver = session.ledger().hold()) {
            driver.engine().job(jobId).abort(session.surroundings().user(), options.reason());
        }
    }

    private JobStats ending(JobEngine engine, long jobId) throws InterruptedException {
        RecoveredJobs recovered = new RecoveredJobs(session, engine);
        recovered.announceOthersThan(jobId);
        JobStats stats = recovered.await(jobId, options.progress());
        recovered.announceWhatIsLeft(stats.id());
        return stats;
    }

    private static String sentence(JobStats stats) {
        return stats.type() == JobInfoType.CANCELLED
                ? "Job " + stats.id() + " aborted"
                : "Job " + stats.id() + " had " + JobList.status(stats.status()) + " before it could be aborted";
    }
}
