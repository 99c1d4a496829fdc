package org.jobledger.engine.state;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jobledger.engine.event.JobClass;
import org.jobledger.engine.event.JobStatus;

/** What a job does not accept though its state would: work is not done twice, what is being undone is not let stand. */
final class MomentRules {
    /** From here a job only goes back: its work is done, or its worker is not to be trusted. */
    private static final Set<JobStatus> ONLY_UNDONE =
            EnumSet.of(JobStatus.WAITING, JobStatus.PENDING, JobStatus.ABANDONED);

    private MomentRules() {}

    static Optional<String> objection(JobState job, Command command) {
        String name = "Job '" + job.id() + "' ";
        if (command instanceof Command.Start start && !start.rollback() && ONLY_UNDONE.contains(job.status())) {
            return Optional.of(name + "in state '" + job.status().name().toLowerCase(Locale.ROOT)
                    + "' can only be started to be undone");
        } else if (command instanceof Command.Withdraw && job.everStarted()) {
            return Optional.of(name + "has been started, so that it must be undone, not withdrawn");
        } else if (command instanceof Command.Reject && job.everStarted()) {
            return Optional.of(name + "has been started and cannot be rejected any more");
        } else if ((command instanceof Command.Finalize || command instanceof Command.Join) && job.abort() != null) {
            return Optional.of(name + "was asked to stop and cannot accept command verb '" + command.verb() + "'");
        } else if (command instanceof Command.Abort && job.lastSeen() == JobStatus.FINISHING) {
            return Optional.of(name + "was finalized and cannot accept command verb 'abort'");
        } else if (command instanceof Command.Pause && job.definition().jobClass() != JobClass.ASYNC) {
            return Optional.of(
                    name + "of class " + job.definition().jobClass() + " cannot accept command verb 'pause'");
        } else if (command instanceof Command.Pause && job.rollingBack()) {
            return Optional.of(name + "is being undone and cannot accept command verb 'pause'");
        }
        return Optional.empty();
    }
}
