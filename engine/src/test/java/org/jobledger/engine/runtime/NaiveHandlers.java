package org.jobledger.engine.runtime;

import java.util.Set;
import org.jobledger.engine.event.JobClass;
import org.jobledger.engine.event.JobStatus;

/** What follows from what handlers do. */
final class NaiveHandlers {
    private final NaiveJobs all;

    NaiveHandlers(NaiveJobs all) {
        this.all = all;
    }

    void start(NaiveJob job) {
        if (job.purpose == NaiveJob.Call.COMMIT) {
            job.call = NaiveJob.Call.COMMIT;
            return;
        }
        if (job.abortHere && job.purpose == NaiveJob.Call.WORK) {
            if (!job.everStarted) {
                all.end(job, JobStatus.CANCELLED, "");
                leaveAtOnce(job);
                return;
            }
            job.purpose = NaiveJob.Call.UNDO;
        }
        if (!job.everStarted && all.resources.gone(job)) {
            all.reject(job, "resource-gone");
            all.over(job);
            leaveAtOnce(job);
            return;
        }
        boolean undo = job.purpose == NaiveJob.Call.UNDO;
        boolean wasPaused = job.status == JobStatus.INTERRUPTED && job.cutOff == JobStatus.PAUSED;
        job.status = wasPaused && !undo ? JobStatus.PAUSED : JobStatus.RUNNING;
        job.everStarted = true;
        job.rollingBack = undo;
        job.changed = all.time.now;
        job.call = job.purpose;
        job.callBegan = all.time.now;
        job.processed = job.checkpointProcessed;
        job.soFar = JobStatus.CANCELLED;
        job.soFarCode = "";
    }

    private void leaveAtOnce(NaiveJob job) {
        int others = all.places.starting.size();
        all.places.leavePlace(job);
        if (all.places.starting.size() > others) {
            // Its thread goes on with the next one at once.
            all.places.starting.add(0, all.places.starting.remove(others));
        }
    }

    /** What a handler that is called does; false where it cannot do that. */
    void handler(NaiveJob job, LifeStep.Act act, Set<JobClass> allowed) {
        NaiveJob.Call call = job.call;
        switch (act) {
            case RETURN -> returned(job, call);
            case THROW -> threw(job, call);
            case LOOK -> {
                if (call == NaiveJob.Call.WORK && job.abortHere) {
                    stopped(job);
                }
            }
            case CHECKPOINT -> {
                if (call == NaiveJob.Call.WORK && !job.abandoned) {
                    job.checkpoint = true;
                    job.checkpointProcessed = job.processed;
                    job.changed = all.time.now;
                }
            }
            case ADVANCE -> {
                if (call == NaiveJob.Call.WORK) {
                    job.processed++;
                }
            }
            case ALLOW -> {
                if (call == NaiveJob.Call.WORK && !job.abandoned) {
                    job.allowed = allowed;
                    job.changed = all.time.now;
                    all.queue.claims.allow(job.part, allowed);
                    all.queue.tellGranted();
                }
            }
        }
    }

    void returned(NaiveJob job, NaiveJob.Call call) {
        if (call == NaiveJob.Call.UNDO) {
            all.finish(job, job.soFar, job.soFarCode);
        } else if (call == NaiveJob.Call.COMMIT) {
            all.finish(job, JobStatus.COMPLETED, "");
        } else if (job.abandoned) {
            undoNow(job);
        } else if (job.grouped() || job.finalized) {
            rest(job, job.grouped() ? JobStatus.WAITING : JobStatus.PENDING);
        } else if (job.operation.commits()) {
            if (job.abort) {
                rest(job, JobStatus.PENDING);
            } else {
                job.status = JobStatus.FINISHING;
                job.changed = all.time.now;
                job.call = NaiveJob.Call.COMMIT;
            }
        } else {
            all.finish(job, JobStatus.COMPLETED, "");
        }
    }

    /** Its work is done and others decide; undone at once where somebody has decided before. */
    void rest(NaiveJob job, JobStatus status) {
        job.call = NaiveJob.Call.NONE;
        job.status = status;
        job.changed = all.time.now;
        if (job.abort) {
            job.purpose = NaiveJob.Call.UNDO;
            start(job);
            return;
        }
        job.resting = true;
        if (status == JobStatus.WAITING) {
            all.joined(job.group);
        }
        all.places.leavePlace(job);
    }

    void undoNow(NaiveJob job) {
        job.abandoned = false;
        job.purpose = NaiveJob.Call.UNDO;
        start(job);
    }

    void threw(NaiveJob job, NaiveJob.Call call) {
        if (call == NaiveJob.Call.UNDO) {
            all.finish(job, JobStatus.FAILED, "handler-failed");
        } else if (call == NaiveJob.Call.COMMIT) {
            all.finish(job, JobStatus.FAILED, "commit-failed");
        } else if (job.abandoned) {
            undoNow(job);
        } else if (job.interrupted) {
            stopped(job);
        } else if (!job.abortHere && job.retries < job.operation.retries()) {
            job.call = NaiveJob.Call.NONE;
            job.status = JobStatus.RETRYING;
            job.retries++;
            job.changed = all.time.now;
            job.resting = true;
            job.restsUntil = all.time.now + NaiveJobs.RETRY;
            job.worked += all.time.now - job.callBegan;
            all.time.after(NaiveJobs.RETRY, () -> wake(job));
            all.places.leavePlace(job);
        } else {
            job.call = NaiveJob.Call.UNDO;
            job.soFar = JobStatus.FAILED;
            job.soFarCode = "handler-failed";
        }
    }

    void stopped(NaiveJob job) {
        if (job.abandoned) {
            undoNow(job);
            return;
        }
        job.call = NaiveJob.Call.UNDO;
        job.soFar = JobStatus.CANCELLED;
        job.soFarCode = "";
    }

    void wake(NaiveJob job) {
        if (job.resting) {
            job.resting = false;
            all.places.run(job);
        }
    }
}
