package org.jobledger.cli;

import org.jobledger.engine.Job;
import org.jobledger.engine.JobInfo;
import picocli.CommandLine.Command;

/** {@code job-dismiss}. */
@Command(
        name = "job-dismiss",
        description = "Take a concluded job from the list; its record stays in job-stats.",
        footer = {"", "Example: jobledger job-dismiss 3"})
final class JobDismiss extends JobChange {

    JobDismiss(Session session) {
        super(session);
    }

    @Override
    void change(Job job, String by) {
        job.dismiss(by);
    }

    @Override
    String done(JobInfo before) {
        return "Job " + before.id() + " dismissed";
    }
}
