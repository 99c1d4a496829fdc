package org.jobledger.engine.runtime;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jobledger.engine.claim.NaiveClaims;
import org.jobledger.engine.event.JobClass;
import org.jobledger.engine.event.JobStatus;
import org.jspecify.annotations.Nullable;

/** The normal jobs of the naive ones: those that have begun, and those that wait. */
final class NaiveNormals {
    /** A normal job that waits for its claims. */
    static final class Asked {
        final NaiveJob job;
        final boolean abortsHolders;
        final Set<Long> aborted = new HashSet<>();
        boolean tooLate;

        Asked(NaiveJob job, boolean abortsHolders) {
            this.job = job;
            this.abortsHolders = abortsHolders;
        }
    }

    final List<NaiveJob> normals = new ArrayList<>();
    final List<Asked> asked = new ArrayList<>();
    private final NaiveJobs all;

    NaiveNormals(NaiveJobs all) {
        this.all = all;
    }

    void begin(LifeStep.Begin wish, @Nullable NaiveJob host) {
        NaiveJob job = new NaiveJob(++all.lastId, wish, all.time.now);
        if (host != null && host.abandoned) {
            all.reject(job, "not-nested");
            return;
        }
        job.asker = new NaiveClaims.Asker(
                all.queue.turn(), wish.jobClass(), wish.claims(), host == null ? null : host.asker, Set.of());
        String answer = all.queue.ask(job, job.asker, wish.patience() > 0, all.maxQueued, () -> {});
        if (answer.equals("granted")) {
            begun(job);
        } else if (answer.equals("queued")) {
            job.recorded = all.resources.recorded(wish.claims());
            Asked one = new Asked(job, wish.abortsHolders());
            asked.add(one);
            all.time.after(wish.patience(), () -> one.tooLate |= !job.granted());
            abortBlockers(one);
        } else {
            all.reject(job, answer);
        }
    }

    void abortBlockers(Asked one) {
        if (!one.abortsHolders || !all.queue.claims.waits(one.job.asker)) {
            return;
        }
        for (NaiveJob blocker : all.queue.asyncBlockers(one.job.asker)) {
            if (!one.aborted.contains(blocker.id) && all.abort(blocker)) {
                one.aborted.add(blocker.id);
            }
        }
    }

    boolean settle(Asked one) {
        if (one.job.granted()) {
            asked.remove(one);
            if (all.resources.gone(one.job)) {
                all.reject(one.job, "resource-gone");
                all.queue.leave(one.job.asker);
            } else {
                begun(one.job);
            }
            return true;
        } else if (one.tooLate) {
            asked.remove(one);
            all.reject(one.job, "timeout");
            all.queue.leave(one.job.asker);
            return true;
        }
        return false;
    }

    void begun(NaiveJob job) {
        normals.add(job);
        job.status = JobStatus.RUNNING;
        job.everStarted = true;
        job.changed = all.time.now;
        if (job.jobClass != JobClass.QUERY) {
            all.jobs.put(job.id, job);
        }
    }

    void endNormal(NaiveJob job, boolean complete) {
        normals.remove(job);
        job.status = complete ? JobStatus.COMPLETED : JobStatus.FAILED;
        job.code = complete ? "" : "not-completed";
        job.changed = all.time.now;
        all.queue.leave(job.asker);
    }
}
