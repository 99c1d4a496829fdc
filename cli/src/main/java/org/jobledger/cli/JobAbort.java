package org.jobledger.cli;

import org.jobledger.engine.Job;
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
        try (StorageDriver driver = session().ledger().recover()) {
            Job running = driver.engine().job(job.id());
            running.abort(session().surroundings().user(), reason);
            JobStats stats = new ForegroundJob(session()).await(driver.engine(), running, progress.display(session()));
            output().sentence(sentence(stats), Shapes.job(stats));
            return stats.type() == JobInfoType.CANCELLED ? ExitStatus.OK : ExitStatus.FAILED;
        }
    }

    private static String sentence(JobStats stats) {
        return stats.type() == JobInfoType.CANCELLED
                ? "Job " + stats.id() + " aborted"
                : "Job " + stats.id() + " had " + JobList.status(stats.status()) + " before it could be aborted";
    }
}
