package org.jobledger.engine.state;

import java.util.List;
import java.util.Optional;
import org.jobledger.engine.event.JobClass;

/** Which values a command may carry for a job as it is: progress never goes back, totals only grow, phases go forward. */
final class ValueRules {
    private ValueRules() {}

    static Optional<String> objection(JobState job, Command command) {
        if (command instanceof Command.Tick tick) {
            return progress(job, tick.processed(), tick.workingMillis());
        } else if (command instanceof Command.Checkpoint checkpoint) {
            return progress(job, checkpoint.processed(), checkpoint.workingMillis());
        } else if (command instanceof Command.Finish finish) {
            return progress(job, finish.processed(), finish.workingMillis());
        } else if (command instanceof Command.Retry retry) {
            return progress(job, retry.processed(), retry.workingMillis());
        } else if (command instanceof Command.Rest rest) {
            return progress(job, rest.processed(), rest.workingMillis());
        } else if (command instanceof Command.DeclareTotal declare) {
            return total(job, declare);
        } else if (command instanceof Command.EnterPhase phase) {
            return phase(job, phase);
        } else if (command instanceof Command.Allow allow) {
            return allowed(job, allow.allowed());
        } else if (command instanceof Command.LimitSpeed limit && limit.unitsPerSecond() < 0) {
            return Optional.of("speed limit of job " + job.id() + " is negative: " + limit.unitsPerSecond());
        }
        return Optional.empty();
    }

    private static Optional<String> progress(JobState job, long processed, long workingMillis) {
        Work work = job.work();
        if (processed < work.processed()) {
            return Optional.of(
                    "progress of job " + job.id() + " would go back from " + work.processed() + " to " + processed);
        }
        if (work.bounded() && processed > work.total()) {
            return Optional.of(
                    "progress of job " + job.id() + " would be " + processed + " of a total of " + work.total());
        }
        if (workingMillis < work.workingMillis()) {
            return Optional.of("working time of job " + job.id() + " would go back from " + work.workingMillis()
                    + " ms to " + workingMillis + " ms");
        }
        return Optional.empty();
    }

    private static Optional<String> total(JobState job, Command.DeclareTotal declare) {
        Work work = job.work();
        if (declare.total() < 0) {
            return Optional.of("total of job " + job.id() + " is negative: " + declare.total());
        }
        if (work.bounded() && declare.total() < work.total()) {
            return Optional.of("total of job " + job.id() + " is " + work.total() + " and can grow, but not become "
                    + declare.total());
        }
        if (declare.total() < work.processed()) {
            return Optional.of("total of job " + job.id() + " would be " + declare.total() + ", but " + work.processed()
                    + " are done already");
        }
        return Optional.empty();
    }

    private static Optional<String> allowed(JobState job, List<JobClass> allowed) {
        if (job.definition().jobClass() != JobClass.ASYNC) {
            return Optional.of("job " + job.id() + " is of class "
                    + job.definition().jobClass() + "; only an async job allows others beside it");
        }
        return allowed.contains(JobClass.ASYNC)
                ? Optional.of("job " + job.id() + " cannot allow a second async job beside it: " + allowed)
                : Optional.empty();
    }

    private static Optional<String> phase(JobState job, Command.EnterPhase phase) {
        int now = job.phase() == null ? 0 : job.phase().index();
        if (phase.index() <= now || phase.index() > phase.count()) {
            return Optional.of("job " + job.id() + " is in phase " + now + " and cannot go to phase " + phase.index()
                    + " of " + phase.count());
        }
        return Optional.empty();
    }
}
