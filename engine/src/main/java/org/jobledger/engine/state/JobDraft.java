package org.jobledger.engine.state;

import org.jobledger.engine.event.AbortRequested;
import org.jobledger.engine.event.AllowedJobsChanged;
import org.jobledger.engine.event.CheckpointReached;
import org.jobledger.engine.event.Ending;
import org.jobledger.engine.event.JobCreated;
import org.jobledger.engine.event.JobStatus;
import org.jobledger.engine.event.PhaseEntered;
import org.jobledger.engine.event.RecoveryDecided;
import org.jspecify.annotations.Nullable;

/** The state of a job while one event is applied to it; the fields are those of {@link JobState}. For {@link Evolution} alone. */
final class JobDraft {
    private final long id;
    private final long version;
    private final JobCreated definition;
    JobStatus status;
    WorkerToken token;
    boolean rollingBack;
    Work work;

    @Nullable
    PhaseEntered phase;

    @Nullable
    CheckpointReached checkpoint;

    @Nullable
    AbortRequested abort;

    @Nullable
    AllowedJobsChanged allowed;

    @Nullable
    RecoveryDecided recovery;

    @Nullable
    Ending ending;

    @Nullable
    JobResult result;

    @Nullable
    JobStatus cutOff;

    int retries;
    long speedLimit;
    JobTimes times;

    /** The next version of a state, with nothing changed yet. */
    JobDraft(JobState before) {
        id = before.id();
        version = before.version() + 1;
        definition = before.definition();
        status = before.status();
        token = before.token();
        rollingBack = before.rollingBack();
        work = before.work();
        phase = before.phase();
        checkpoint = before.checkpoint();
        abort = before.abort();
        allowed = before.allowed();
        recovery = before.recovery();
        ending = before.ending();
        result = before.result();
        cutOff = before.cutOff();
        retries = before.retries();
        speedLimit = before.speedLimit();
        times = before.times();
    }

    JobCreated definition() {
        return definition;
    }

    /** The work is undone or done again: what was done up to a checkpoint stands, its phases begin anew. */
    void workAgain() {
        phase = null;
        work = work.againFrom(checkpoint == null ? 0 : checkpoint.processed());
    }

    JobState done() {
        return new JobState(
                id,
                version,
                status,
                definition,
                token,
                rollingBack,
                work,
                phase,
                checkpoint,
                abort,
                allowed,
                recovery,
                ending,
                result,
                cutOff,
                retries,
                speedLimit,
                times);
    }
}
