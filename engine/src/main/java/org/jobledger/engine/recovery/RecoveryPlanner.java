package org.jobledger.engine.recovery;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jobledger.engine.Operation;
import org.jobledger.engine.PlannedRecovery;
import org.jobledger.engine.event.CheckpointReached;
import org.jobledger.engine.event.Claim;
import org.jobledger.engine.event.JobClass;
import org.jobledger.engine.event.RecoveryOutcome;
import org.jobledger.engine.event.RecoveryPolicy;
import org.jobledger.engine.state.JobState;

/**
 * Decides what happens to each job that a crash cut off: a pure function of its state and of the operations that can be run here.
 *
 * <table>
 * <caption>The first line that applies</caption>
 * <tr><td>a normal job</td><td>FAILED: its caller is gone</td></tr>
 * <tr><td>its handler, or that version of it, is not known here</td><td>HELD</td></tr>
 * <tr><td>it was being undone</td><td>ROLLED_BACK</td></tr>
 * <tr><td>it was asked to stop</td><td>ROLLED_BACK</td></tr>
 * <tr><td>its work was done: it waited for its group, or to be finalized</td><td>RESUMED: it waits on</td></tr>
 * <tr><td>it was finalized, and its handler was to make the work stand</td><td>RESUMED: that is called again</td></tr>
 * <tr><td>it rested between two calls of its handler</td><td>RESUMED, or RESTARTED without a checkpoint: it rests on</td></tr>
 * <tr><td>policy FAIL</td><td>FAILED</td></tr>
 * <tr><td>policy ROLLBACK</td><td>ROLLED_BACK</td></tr>
 * <tr><td>policy RESUME, with a checkpoint</td><td>RESUMED</td></tr>
 * <tr><td>else</td><td>RESTARTED</td></tr>
 * </table>
 */
public final class RecoveryPlanner {
    private final Map<String, Operation> operations;

    /** A planner that knows these operations. */
    public RecoveryPlanner(Map<String, Operation> operations) {
        this.operations = Map.copyOf(operations);
    }

    /** What happens to these jobs, in their order. */
    public List<PlannedRecovery> plan(Collection<JobState> unfinished) {
        return unfinished.stream().map(this::plan).toList();
    }

    private PlannedRecovery plan(JobState job) {
        Operation operation = operations.get(job.definition().operation());
        if (job.definition().jobClass() != JobClass.ASYNC) {
            return planned(job, RecoveryOutcome.FAILED, "interrupted; the caller of a normal job is gone");
        } else if (operation == null) {
            return planned(
                    job,
                    RecoveryOutcome.HELD,
                    "no handler for operation '" + job.definition().operation() + "' here");
        } else if (operation.version() != job.definition().handlerVersion()) {
            return planned(
                    job,
                    RecoveryOutcome.HELD,
                    "it needs version " + job.definition().handlerVersion() + " of operation '" + operation.name()
                            + "', here is version " + operation.version());
        } else if (job.rollingBack()) {
            return planned(job, RecoveryOutcome.ROLLED_BACK, "it was being undone");
        } else if (job.abort() != null) {
            return planned(
                    job,
                    RecoveryOutcome.ROLLED_BACK,
                    "abort was requested by " + job.abort().by());
        }
        return switch (job.lastSeen()) {
            case PENDING -> planned(job, RecoveryOutcome.RESUMED, "its work was done; it waits to be finalized");
            case FINISHING ->
                planned(job, RecoveryOutcome.RESUMED, "its work stands by word; what makes it stand is called again");
            case WAITING -> planned(job, RecoveryOutcome.RESUMED, "its work was done; it waits for its group");
            case RETRYING ->
                planned(
                        job,
                        job.checkpoint() == null ? RecoveryOutcome.RESTARTED : RecoveryOutcome.RESUMED,
                        "it rested before call " + (job.token().attempt() + 1) + " of its handler");
            default -> byPolicy(job, job.definition().policy());
        };
    }

    private static PlannedRecovery byPolicy(JobState job, RecoveryPolicy policy) {
        CheckpointReached checkpoint = job.checkpoint();
        return switch (policy) {
            case FAIL ->
                planned(
                        job,
                        RecoveryOutcome.FAILED,
                        "interrupted; policy FAIL"
                                + (checkpoint == null
                                        ? ""
                                        : "; durable: "
                                                + (checkpoint.processed() + " "
                                                                + job.work().unit())
                                                        .strip()));
            case ROLLBACK -> planned(job, RecoveryOutcome.ROLLED_BACK, "policy ROLLBACK");
            case RESTART -> planned(job, RecoveryOutcome.RESTARTED, "policy RESTART");
            case RESUME ->
                checkpoint == null
                        ? planned(job, RecoveryOutcome.RESTARTED, "policy RESUME, but no checkpoint yet")
                        : planned(
                                job,
                                RecoveryOutcome.RESUMED,
                                "policy RESUME, checkpoint at " + checkpoint.processed() + " "
                                        + job.work().unit());
        };
    }

    private static PlannedRecovery planned(JobState job, RecoveryOutcome outcome, String reason) {
        CheckpointReached checkpoint = job.checkpoint();
        String on = job.definition().claims().stream()
                .map(Claim::resource)
                .map(Object::toString)
                .collect(Collectors.joining(", "));
        boolean done = job.result() != null;
        long kept = done ? job.work().processed() : checkpoint == null ? 0 : checkpoint.processed();
        long from = outcome == RecoveryOutcome.RESUMED ? kept : 0;
        return new PlannedRecovery(
                job.id(),
                job.definition().operation(),
                on,
                from,
                job.work().total(),
                job.work().unit(),
                outcome,
                reason.strip());
    }
}
