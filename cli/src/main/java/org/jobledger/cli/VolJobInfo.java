package org.jobledger.cli;

import org.jobledger.engine.JobInfo;
import org.jobledger.engine.JobStats;
import org.jobledger.storage.StorageDriver;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code vol-job-info}: virsh's {@code domjobinfo}, for a volume. */
@Command(
        name = "vol-job-info",
        description = "Show the job that a volume is held by.",
        footer = {"", "Example: jobledger vol-job-info disk1 --pool images"})
final class VolJobInfo extends Verb {

    @Mixin
    private VolumeArguments volume = new VolumeArguments();

    @Option(names = "--completed", description = "The record of the job that ended last on it; it is kept.")
    private boolean completed;

    VolJobInfo(Session session) {
        super(session);
    }

    @Override
    ExitStatus run() {
        try (StorageDriver driver = session().ledger().inspect()) {
            VolumeJob job = new VolumeJob(volume.find(driver));
            if (completed) {
                JobStats stats = job.completed(driver.engine());
                output().fields(
                                JobStatsVerb.fields(
                                        stats, session().surroundings().zone()),
                                Shapes.job(stats));
            } else {
                JobInfo info = job.active(driver.engine());
                output().fields(
                                JobInfoVerb.fields(
                                        info, session().surroundings().zone()),
                                Shapes.job(info));
            }
        }
        return ExitStatus.OK;
    }
}
