package org.jobledger.cli;

import org.jobledger.engine.Job;
import org.jobledger.engine.JobInfo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code job-speed}, virsh's {@code blockjob --bandwidth} for any job. */
@Command(
        name = "job-speed",
        description = "Limit how fast a job goes from now on, also after a crash.",
        footer = {"", "Example: jobledger job-speed 3 50M"})
final class JobSpeed extends JobChange {

    @Parameters(
            index = "1",
            paramLabel = "BYTES|none",
            description =
                    "How many bytes (or other units that it counts) a second at most, such as 50M; none: no limit.")
    private SpeedLimit limit = SpeedLimit.NONE;

    JobSpeed(Session session) {
        super(session);
    }

    @Override
    void change(Job job, String by) {
        job.limitSpeed(by, limit.perSecond());
    }

    @Override
    String done(JobInfo before) {
        return "Job " + before.id()
                + (limit.equals(SpeedLimit.NONE)
                        ? " has no speed limit"
                        : " limited to " + JobInfoVerb.amount(limit.perSecond(), before.unit()) + "/s");
    }
}
