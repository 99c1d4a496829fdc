package org.jobledger.engine.runtime;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jobledger.engine.claim.NaiveClaims;
import org.jobledger.engine.event.JobClass;
import org.jobledger.engine.event.JobStatus;
import org.jobledger.engine.event.OpenMode;

/** What becomes of the naive jobs when their ledger is opened again. */
final class NaiveOpening {
    private final NaiveJobs all;

    NaiveOpening(NaiveJobs all) {
        this.all = all;
    }

    /** Somebody opens the ledger, at first or after a crash. */
    void open(OpenMode mode, long time) {
        all.time.begin(time);
        all.queue.clear();
        all.places.clear();
        all.normal.normals.clear();
        all.normal.asked.clear();
        // Numbers of jobs that nobody ever heard of are given again.
        all.lastId = all.jobs.keySet().stream().mapToLong(id -> id).max().orElse(0);
        all.jobs.values().forEach(NaiveJob::forgetProcess);
        List<NaiveJob> cut = all.jobs.values().stream()
                .filter(job -> !job.concluded())
                .sorted(Comparator.comparing((NaiveJob job) -> !job.everStarted).thenComparing(job -> job.id))
                .toList();
        Map<NaiveJob, Long> rests = new LinkedHashMap<>();
        for (NaiveJob job : cut) {
            rests.put(job, Math.max(0, job.restsUntil - all.time.now));
            job.cutOff = job.status == JobStatus.INTERRUPTED ? job.cutOff : job.status;
            job.status = JobStatus.INTERRUPTED;
            job.changed = all.time.now;
            if (mode == OpenMode.RECOVER) {
                recover(job);
            }
        }
        if (mode == OpenMode.HOLD) {
            cut.forEach(this::hold);
            return;
        }
        adopt(cut.stream().filter(job -> !job.concluded()).toList(), rests);
        all.jobs.values().stream()
                .filter(job -> job.grouped() && !job.concluded())
                .map(job -> job.group)
                .distinct()
                .sorted()
                .toList()
                .forEach(this::settleGroup);
    }

    void hold(NaiveJob job) {
        job.asker = new NaiveClaims.Asker(all.queue.turn(), job.jobClass, job.claims, null, mask(job));
        String unused = all.queue.ask(job, job.asker, true, 0, () -> {});
    }

    static Set<JobClass> mask(NaiveJob job) {
        return job.jobClass == JobClass.ASYNC ? job.allowed : Set.of();
    }

    void recover(NaiveJob job) {
        if (job.jobClass != JobClass.ASYNC) {
            all.close(job, JobStatus.FAILED, "interrupted");
        } else if (job.rollingBack || job.abort) {
            rollBack(job);
        } else if (Set.of(JobStatus.PENDING, JobStatus.WAITING, JobStatus.FINISHING, JobStatus.RETRYING)
                .contains(job.cutOff)) {
            job.status = job.cutOff;
        } else {
            switch (job.operation.policy()) {
                case FAIL -> all.close(job, JobStatus.FAILED, "interrupted");
                case ROLLBACK -> rollBack(job);
                case RESTART -> {
                    job.checkpoint = false;
                    job.checkpointProcessed = 0;
                }
                case RESUME -> {}
            }
        }
    }

    void rollBack(NaiveJob job) {
        job.rollingBack = true;
        job.purpose = NaiveJob.Call.UNDO;
        if (!job.everStarted) {
            all.close(job, JobStatus.CANCELLED, "");
        }
    }

    void adopt(List<NaiveJob> found, Map<NaiveJob, Long> rests) {
        Map<Long, NaiveClaims.Asker> groups = new LinkedHashMap<>();
        List<NaiveJob> ready = new ArrayList<>();
        for (NaiveJob job : found) {
            job.here = true;
            job.adoptedFromQueue = job.cutOff == JobStatus.QUEUED;
            if (!job.grouped()) {
                job.asker = adopted(job, List.of(job), () -> ready(job, ready));
            } else {
                job.asker = groups.get(job.group);
                if (job.asker == null) {
                    List<NaiveJob> group = all.unfinished(job.group);
                    job.asker = adopted(group.get(0), group, () -> group.forEach(one -> ready(one, ready)));
                    groups.put(job.group, job.asker);
                }
            }
            if (job.status == JobStatus.RETRYING) {
                job.resting = true;
                all.time.after(rests.get(job), () -> all.handlers.wake(job));
            } else if (job.status == JobStatus.WAITING || job.status == JobStatus.PENDING) {
                job.resting = true;
            } else {
                ready.add(job);
                job.purpose = job.status == JobStatus.FINISHING ? NaiveJob.Call.COMMIT : job.purpose;
            }
        }
        for (NaiveJob job : List.copyOf(ready)) {
            if (job.granted()) {
                all.places.run(job);
            }
        }
    }

    void ready(NaiveJob job, List<NaiveJob> ready) {
        if (ready.contains(job)) {
            all.places.run(job);
        }
    }

    NaiveClaims.Asker adopted(NaiveJob job, List<NaiveJob> together, Runnable whenGranted) {
        NaiveClaims.Asker asker = new NaiveClaims.Asker(
                all.queue.turn(),
                JobClass.ASYNC,
                together.stream().flatMap(one -> one.claims.stream()).toList(),
                null,
                together.stream().map(NaiveJob::newPart).toList());
        String unused = all.queue.ask(job, asker, true, 0, whenGranted);
        return asker;
    }

    void settleGroup(long group) {
        List<NaiveJob> left = all.unfinished(group);
        if (left.size() < left.get(0).groupSize) {
            all.abortGroup(group);
        } else {
            all.joined(group);
        }
    }
}
