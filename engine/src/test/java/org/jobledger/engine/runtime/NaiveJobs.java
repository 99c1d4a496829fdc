package org.jobledger.engine.runtime;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jobledger.engine.claim.NaiveClaims;
import org.jobledger.engine.event.Claim;
import org.jobledger.engine.event.JobClass;
import org.jobledger.engine.event.JobStatus;
import org.jobledger.engine.event.RecoveryPolicy;
import org.jobledger.engine.event.ResourceRef;

/**
 * The rules of jobs once more, as slow and plain as they can be told: lists, one caller at a time, a time that is a number. It shares nothing
 * with the engine but the words for states, classes and claims.
 */
final class NaiveJobs {
    /** A kind of job. */
    record Op(String name, RecoveryPolicy policy, int retries, boolean commits) {}

    static final List<Op> OPERATIONS = List.of(
            new Op("resume", RecoveryPolicy.RESUME, 0, false),
            new Op("restart", RecoveryPolicy.RESTART, 0, false),
            new Op("rollback", RecoveryPolicy.ROLLBACK, 0, false),
            new Op("fail", RecoveryPolicy.FAIL, 0, false),
            new Op("retry", RecoveryPolicy.RESUME, 2, false),
            new Op("commit", RecoveryPolicy.RESUME, 0, true));
    static final Op NO_OPERATION = new Op("normal", RecoveryPolicy.FAIL, 0, false);
    static final int PLACES = 2;
    static final long RETRY = 70;
    static final long INTERRUPT = 50;
    static final long ABANDON = 80;
    static final long SAMPLING = 100;

    final Map<Long, NaiveJob> jobs = new LinkedHashMap<>();
    final NaiveTime time = new NaiveTime(this);
    final NaivePlaces places = new NaivePlaces();
    final NaiveQueue queue = new NaiveQueue();
    final NaiveHandlers handlers = new NaiveHandlers(this);
    final NaiveNormals normal = new NaiveNormals(this);
    final NaiveResources resources = new NaiveResources();
    final NaiveOpening opening = new NaiveOpening(this);
    final int maxQueued;
    long lastId;

    NaiveJobs(int maxQueued) {
        this.maxQueued = maxQueued;
    }

    /** Jobs are submitted; what came of their key, or nothing. */
    String submit(List<LifeStep.Wish> wishes) {
        NaiveJob before = jobs.values().stream()
                .filter(job ->
                        !job.key.isEmpty() && job.key.equals(wishes.get(0).key()) && job.status != JobStatus.REJECTED)
                .findFirst()
                .orElse(null);
        if (before != null) {
            boolean same = before.operation.name().equals(wishes.get(0).operation())
                    && before.claims.equals(wishes.get(0).claims());
            return same ? before.toString() : "another request";
        }
        List<NaiveJob> all = new ArrayList<>();
        List<Claim> together = new ArrayList<>();
        long first = lastId + 1;
        for (LifeStep.Wish wish : wishes) {
            Op operation = OPERATIONS.stream()
                    .filter(op -> op.name().equals(wish.operation()))
                    .findFirst()
                    .orElseThrow();
            NaiveJob job = new NaiveJob(++lastId, operation, wish, time.now);
            if (wishes.size() > 1) {
                job.group = first;
                job.groupSize = wishes.size();
            }
            together.addAll(wish.claims());
            all.add(job);
        }
        long wait = wishes.get(0).patience();
        NaiveClaims.Asker asker = new NaiveClaims.Asker(
                queue.turn(),
                JobClass.ASYNC,
                together,
                null,
                all.stream().map(NaiveJob::newPart).toList());
        String answer = queue.ask(all.get(0), asker, wait > 0, maxQueued, () -> all.forEach(places::run));
        if (!answer.equals("granted") && !answer.equals("queued")) {
            if (all.size() == 1) {
                reject(all.get(0), answer);
            }
            return "";
        }
        Set<ResourceRef> recorded = resources.recorded(together);
        for (NaiveJob job : all) {
            job.asker = asker;
            job.here = true;
            job.status = answer.equals("queued") ? JobStatus.QUEUED : JobStatus.CREATED;
            job.recorded = answer.equals("queued") ? recorded : Set.of();
            jobs.put(job.id, job);
        }
        for (NaiveJob job : all) {
            if (answer.equals("queued")) {
                time.after(wait, () -> giveUp(job));
            } else {
                places.run(job);
            }
        }
        return "";
    }

    void reject(NaiveJob job, String code) {
        jobs.put(job.id, job);
        job.status = JobStatus.REJECTED;
        job.code = code;
        job.changed = time.now;
    }

    void giveUp(NaiveJob job) {
        if (!job.granted() && withdraw(job)) {
            reject(job, "timeout");
            over(job);
        }
    }

    /** Takes a job out of the queue of claims; with one of a group all stop waiting, and each is ended once. */
    boolean withdraw(NaiveJob job) {
        if (!job.here || job.withdrawn || job.granted() || job.asker == null) {
            return false;
        }
        if (queue.claims.waits(job.asker)) {
            queue.leave(job.asker);
        }
        job.withdrawn = true;
        return true;
    }

    /** What has a thread now starts, and whoever waited for claims in vain is told. */
    void settle() {
        boolean again = true;
        while (again) {
            again = false;
            while (!places.starting.isEmpty()) {
                NaiveJob job = places.starting.remove(0);
                job.place = true;
                handlers.start(job);
                again = true;
            }
            for (NaiveNormals.Asked one : List.copyOf(normal.asked)) {
                again |= normal.settle(one);
            }
        }
    }

    void finish(NaiveJob job, JobStatus ending, String code) {
        job.call = NaiveJob.Call.NONE;
        end(job, ending, code);
        places.leavePlace(job);
    }

    void end(NaiveJob job, JobStatus ending, String code) {
        close(job, ending, code);
        over(job);
    }

    void close(NaiveJob job, JobStatus ending, String code) {
        job.status = job.dismissed ? JobStatus.CONCLUDED : ending;
        job.soFar = ending;
        job.code = code;
        job.changed = time.now;
    }

    /** What follows an end: its claims are free, and its group ends with it. */
    void over(NaiveJob job) {
        job.here = false;
        boolean shared =
                job.grouped() && jobs.values().stream().anyMatch(other -> other.group == job.group && other.here);
        if (job.asker != null && !shared) {
            queue.leave(job.asker);
        }
        boolean completed = job.status == JobStatus.COMPLETED
                || (job.status == JobStatus.CONCLUDED && job.soFar == JobStatus.COMPLETED);
        if (job.grouped() && !completed) {
            abortGroup(job.group);
        }
    }

    void abortGroup(long group) {
        for (NaiveJob other : unfinished(group)) {
            if (!other.abort) {
                abort(other);
            }
        }
    }

    List<NaiveJob> unfinished(long group) {
        return jobs.values().stream()
                .filter(job -> job.group == group && !job.concluded())
                .toList();
    }

    void joined(long group) {
        List<NaiveJob> all = unfinished(group);
        if (all.size() < all.get(0).groupSize || all.stream().anyMatch(job -> job.status != JobStatus.WAITING)) {
            return;
        }
        if (all.stream().anyMatch(job -> job.abort)) {
            return;
        }
        for (NaiveJob job : all) {
            job.changed = time.now;
            job.status = job.finalized
                    ? JobStatus.PENDING
                    : job.operation.commits() ? JobStatus.FINISHING : JobStatus.COMPLETED;
            if (job.status == JobStatus.COMPLETED && job.dismissed) {
                job.status = JobStatus.CONCLUDED;
                job.soFar = JobStatus.COMPLETED;
            }
        }
        all.forEach(this::goesOn);
    }

    void goesOn(NaiveJob job) {
        if (job.concluded()) {
            job.resting = false;
            over(job);
        } else if (job.status == JobStatus.FINISHING) {
            job.purpose = NaiveJob.Call.COMMIT;
            handlers.wake(job);
        }
    }

    /** Uses a verb; the sentence of the refusal, or nothing. */
    String verb(String verb, NaiveJob job) {
        if (verb.equals("finalize") && job.grouped() && !job.concluded()) {
            return finalizeGroup(job.group);
        }
        String refusal = NaiveVerbs.refusal(verb, job);
        if (!refusal.isEmpty()) {
            return refusal;
        }
        switch (verb) {
            case "abort" -> abort(job);
            case "pause" -> job.status = JobStatus.PAUSED;
            case "resume" -> job.status = JobStatus.RUNNING;
            case "finalize" -> finalized(job);
            case "dismiss" -> job.status = job.soFar;
            default -> {}
        }
        job.changed = time.now;
        return "";
    }

    String finalizeGroup(long group) {
        List<NaiveJob> all = unfinished(group);
        for (NaiveJob job : all) {
            String refusal = NaiveVerbs.refusal("finalize", job);
            if (!refusal.isEmpty()) {
                return refusal;
            }
        }
        all.forEach(job -> {
            job.changed = time.now;
            if (job.operation.commits()) {
                job.status = JobStatus.FINISHING;
            } else {
                close(job, JobStatus.COMPLETED, "");
            }
        });
        all.forEach(this::goesOn);
        return "";
    }

    void finalized(NaiveJob job) {
        if (job.operation.commits()) {
            job.status = JobStatus.FINISHING;
        } else {
            close(job, JobStatus.COMPLETED, "");
        }
        goesOn(job);
    }

    /** Asks a job to stop; false where it does not accept that. */
    boolean abort(NaiveJob job) {
        if (!NaiveVerbs.refusal("abort", job).isEmpty()) {
            return false;
        }
        job.abort = true;
        job.changed = time.now;
        if (!job.here) {
            return true;
        }
        job.abortHere = true;
        switch (job.status) {
            case CREATED, QUEUED, INTERRUPTED -> {
                if (!job.everStarted && withdraw(job)) {
                    end(job, JobStatus.CANCELLED, "");
                } else {
                    escalate(job);
                }
            }
            case RETRYING, WAITING, PENDING -> {
                if (job.resting) {
                    job.resting = false;
                    job.purpose = NaiveJob.Call.UNDO;
                    places.run(job);
                }
            }
            case RUNNING, PAUSED -> escalate(job);
            default -> {}
        }
        return true;
    }

    void escalate(NaiveJob job) {
        if (job.escalated) {
            return;
        }
        job.escalated = true;
        time.after(INTERRUPT, () -> job.interrupted |= job.call == NaiveJob.Call.WORK);
        time.after(ABANDON, () -> {
            if (job.call == NaiveJob.Call.WORK && !job.abandoned) {
                job.abandoned = true;
                job.status = JobStatus.ABANDONED;
                job.changed = time.now;
                places.leavePlace(job);
            }
        });
    }
}
