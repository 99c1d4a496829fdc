package org.jobledger.cli;

import org.jobledger.engine.Job;
import org.jobledger.engine.JobInfo;
import picocli.CommandLine.Command;

/** {@code job-pause}. */
@Command(
        name = "job-pause",
        description = "Let a running job rest before its next block, until job-resume; also over a crash.",
        footer = {"", "Example: jobledger job-pause 3"})
final class JobPause extends JobChange {

    JobPause(Session session) {
        super(session);
    }

    @Override
    void change(Job job, String by) {
        job.pause(by);
    }

    @Override
    String done(JobInfo before) {
        return "Job " + before.id() + " paused";
    }
}
