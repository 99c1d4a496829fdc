package org.jobledger.cli;

import org.jobledger.engine.JobEngine;
import org.jobledger.engine.JobInfoType;
import org.jobledger.engine.JobStats;
import org.jobledger.storage.StorageDriver;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code job-abort}, virsh's {@code domjobabort} for any job. */
@Command(
        name = "job-abort",
        description = "Stop a job that a crash cut off, and wait for its clean end.",
        footer = {"", "Example: jobledger job-abort 3 --reason 'wrong volume'"})
final class JobAbort extends Verb {

    @Mixin
    private JobArgument job = new JobArgument();

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; it is recorded.", defaultValue = "job-abort")
    private String reason = "job-abort";

    @Mixin
    private ProgressOption progress = new ProgressOption();

    JobAbort(Session session) {
        super(session);
    }

    @Override
    ExitStatus run() throws InterruptedException {
        try (StorageDriver driver = session().ledger().inspect()) {
            job.unfinished(driver.engine());
        }
        request();
        try (StorageDriver driver = session().ledger().recover()) {
            JobStats stats = ending(driver.engine());
            output().sentence(sentence(stats), Shapes.job(stats));
            return stats.type() == JobInfoType.CANCELLED ? ExitStatus.OK : ExitStatus.FAILED;
        }
    }

    /** While nothing runs: the job must not do more of what it is to be stopped from. */
    private void request() {
        try (StorageDriver driver = session().ledger().hold()) {
            driver.engine().job(job.id()).abort(session().surroundings().user(), reason);
        }
    }

    private JobStats ending(JobEngine engine) throws InterruptedException {
        RecoveredJobs recovered = new RecoveredJobs(session(), engine);
        recovered.announceOthersThan(job.id());
        JobStats stats = recovered.await(job.id(), progress);
        recovered.announceWhatIsLeft();
        return stats;
    }

    private static String sentence(JobStats stats) {
        return stats.type() == JobInfoType.CANCELLED
                ? "Job " + stats.id() + " aborted"
                : "Job " + stats.id() + " had " + JobList.status(stats.status()) + " before it could be aborted";
    }
}
