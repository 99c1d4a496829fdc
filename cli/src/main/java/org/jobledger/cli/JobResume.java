package org.jobledger.cli;

import org.jobledger.engine.Job;
import org.jobledger.engine.JobInfo;
import picocli.CommandLine.Command;

/** {@code job-resume}. */
@Command(
        name = "job-resume",
        description = "Let a paused job go on.",
        footer = {"", "Example: jobledger job-resume 3"})
final class JobResume extends JobChange {

    JobResume(Session session) {
        super(session);
    }

    @Override
    void change(Job job, String by) {
        job.resume(by);
    }

    @Override
    String done(JobInfo before) {
        return "Job " + before.id() + " resumed";
    }
}
