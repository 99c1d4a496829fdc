package org.jobledger.cli;

import org.jobledger.engine.Job;
import org.jobledger.engine.JobInfo;
import picocli.CommandLine.Command;

/** {@code job-finalize}. */
@Command(
        name = "job-finalize",
        description = "Let the work of a pending job stand, and of all of its group.",
        footer = {"", "Example: jobledger job-finalize 3"})
final class JobFinalize extends JobChange {

    JobFinalize(Session session) {
        super(session);
    }

    @Override
    void change(Job job, String by) {
        job.finalizeJob(by);
    }

    @Override
    String done(JobInfo before) {
        return "Job " + before.id() + " finalized";
    }
}
