package org.jobledger.storage.runtime;

import java.util.Optional;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.JobInfo;
import org.jobledger.engine.JobInfoType;
import org.jobledger.engine.PlannedRecovery;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.JobCreated;
import org.jobledger.engine.event.RecordedEvent;
import org.jobledger.engine.event.RecoveryOutcome;
import org.jobledger.storage.CutOffJobException;
import org.jobledger.storage.job.HeldSecrets;

/**
 * A call that may have been made before a crash. One rule for all: where this opening goes on with a job of the same call and the same
 * parameters, the call is that job; where it does not, the call is a new one.
 *
 * @param engine where the jobs are
 * @param call what is called
 * @param parameters what its job is to be told
 */
record RepeatedCall(JobEngine engine, StorageCall call, Document parameters) {

    /**
     * Checks that it is a new one.
     *
     * @throws CutOffJobException if it is a job that was cut off
     */
    void requireNew() {
        for (PlannedRecovery decision : engine.recoveries()) {
            boolean begun =
                    decision.outcome() == RecoveryOutcome.RESUMED || decision.outcome() == RecoveryOutcome.RESTARTED;
            if (begun && decision.operation().equals(call.operation()) && isSame(decision.jobId())) {
                refuse(decision);
            }
        }
    }

    /** One that failed since, or was told to stop, is none to go on with. */
    private void refuse(PlannedRecovery decision) {
        Optional<JobInfo> running = engine.jobInfo(decision.jobId());
        boolean completed = running.isEmpty()
                && engine.jobStats(decision.jobId())
                        .filter(stats -> stats.type() == JobInfoType.COMPLETED)
                        .isPresent();
        if (completed || running.filter(job -> !job.abortRequested()).isPresent()) {
            boolean doomed = !call.goesOn() || HeldSecrets.neededBy(parameters);
            throw new CutOffJobException(
                    "job " + decision.jobId() + " (" + decision.operation() + " of " + decision.on()
                            + ") was cut off and " + (completed ? "has completed since" : "goes on"),
                    decision.jobId(),
                    completed,
                    doomed && !completed);
        }
    }

    private boolean isSame(long jobId) {
        String asked = HeldSecrets.withoutToken(parameters);
        return engine.events(jobId).stream()
                .map(RecordedEvent::event)
                .anyMatch(event -> event instanceof JobCreated job
                        && HeldSecrets.withoutToken(job.parameters()).equals(asked));
    }
}
