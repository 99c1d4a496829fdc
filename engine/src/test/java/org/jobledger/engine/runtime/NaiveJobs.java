package org.jobledger.engine.runtime;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jobledger.engine.claim.NaiveClaims;
import org.jobledger.engine.event.Claim;
import org.jobledger.engine.event.JobClass;
import org.jobledger.engine.event.JobStatus;
import org.jobledger.engine.event.OpenMode;
import org.jobledger.engine.event.RecoveryPolicy;
import org.jobledger.engine.event.ResourceRef;
import org.jspecify.annotations.Nullable;

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

    /** QEMU's table: which verb is taken in which state. */
    private static final Map<String, Set<JobStatus>> VERBS = Map.of(
            "abort",
            Set.of(
                    JobStatus.CREATED,
                    JobStatus.QUEUED,
                    JobStatus.RUNNING,
                    JobStatus.PAUSED,
                    JobStatus.RETRYING,
                    JobStatus.WAITING,
                    JobStatus.PENDING,
                    JobStatus.ABANDONED,
                    JobStatus.INTERRUPTED),
            "pause",
            Set.of(JobStatus.RUNNING),
            "resume",
            Set.of(JobStatus.PAUSED),
            "set-speed",
            Set.of(
                    JobStatus.CREATED,
                    JobStatus.QUEUED,
                    JobStatus.RUNNING,
                    JobStatus.PAUSED,
                    JobStatus.RETRYING,
                    JobStatus.INTERRUPTED),
            "finalize",
            Set.of(JobStatus.PENDING),
            "dismiss",
            Set.of(JobStatus.CONCLUDED));

    private record Timer(long due, Runnable action) {}

    private record Waiting(NaiveClaims.Asker asker, Runnable whenGranted) {}

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

    final Map<Long, NaiveJob> jobs = new LinkedHashMap<>();
    final List<NaiveJob> normals = new ArrayList<>();
    final List<Asked> asked = new ArrayList<>();
    NaiveClaims claims = new NaiveClaims();
    private final Map<Long, NaiveJob> byAsker = new LinkedHashMap<>();
    private final List<Waiting> waiting = new ArrayList<>();
    private final List<Timer> timers = new ArrayList<>();
    private final List<NaiveJob> runnable = new ArrayList<>();
    private final List<NaiveJob> starting = new ArrayList<>();
    private final int maxQueued;
    private long lastId;
    private long turns;
    private int busy;
    private long now;
    private long nextSample;

    NaiveJobs(int maxQueued) {
        this.maxQueued = maxQueued;
    }

    // ---- asking for claims

    private String ask(NaiveJob job, NaiveClaims.Asker asker, boolean mayWait, int limit, Runnable whenGranted) {
        String answer = claims.ask(asker, mayWait, limit);
        if (answer.equals("granted") || answer.equals("queued")) {
            byAsker.put(asker.id(), job);
            if (answer.equals("queued")) {
                waiting.add(new Waiting(asker, whenGranted));
            }
        }
        return answer;
    }

    private void leave(NaiveClaims.Asker asker) {
        waiting.removeIf(one -> one.asker() == asker);
        claims.leave(asker);
        tellGranted();
    }

    private void tellGranted() {
        List<Waiting> come =
                waiting.stream().filter(one -> one.asker().granted()).toList();
        waiting.removeAll(come);
        come.forEach(one -> one.whenGranted().run());
    }

    // ---- async jobs

    void submit(List<LifeStep.Wish> wishes) {
        List<NaiveJob> all = new ArrayList<>();
        List<Claim> together = new ArrayList<>();
        long first = lastId + 1;
        for (LifeStep.Wish wish : wishes) {
            Op operation = OPERATIONS.stream()
                    .filter(op -> op.name().equals(wish.operation()))
                    .findFirst()
                    .orElseThrow();
            NaiveJob job = new NaiveJob(++lastId, operation, wish, now);
            if (wishes.size() > 1) {
                job.group = first;
                job.groupSize = wishes.size();
            }
            together.addAll(wish.claims());
            all.add(job);
        }
        long wait = wishes.get(0).patience();
        NaiveClaims.Asker asker = new NaiveClaims.Asker(++turns, JobClass.ASYNC, together, null, all.get(0).allowed);
        String answer = ask(all.get(0), asker, wait > 0, maxQueued, () -> all.forEach(this::run));
        if (!answer.equals("granted") && !answer.equals("queued")) {
            if (all.size() == 1) {
                reject(all.get(0), answer);
            }
            return;
        }
        for (NaiveJob job : all) {
            job.asker = asker;
            job.here = true;
            job.status = answer.equals("queued") ? JobStatus.QUEUED : JobStatus.CREATED;
            jobs.put(job.id, job);
        }
        for (NaiveJob job : all) {
            if (answer.equals("queued")) {
                after(wait, () -> giveUp(job));
            } else {
                run(job);
            }
        }
    }

    private void reject(NaiveJob job, String code) {
        jobs.put(job.id, job);
        job.status = JobStatus.REJECTED;
        job.code = code;
        job.changed = now;
    }

    private void giveUp(NaiveJob job) {
        if (!job.granted() && withdraw(job)) {
            reject(job, "timeout");
            over(job);
        }
    }

    /** Takes a job out of the queue of claims; with one of a group all stop waiting, and each is ended once. */
    private boolean withdraw(NaiveJob job) {
        if (!job.here || job.withdrawn || job.granted() || job.asker == null) {
            return false;
        }
        if (claims.waits(job.asker)) {
            leave(job.asker);
        }
        job.withdrawn = true;
        return true;
    }

    private void run(NaiveJob job) {
        runnable.add(job);
        if (busy < PLACES) {
            busy++;
            startNext();
        }
    }

    private void startNext() {
        int greatest = runnable.stream().mapToInt(job -> job.priority).max().orElseThrow();
        NaiveJob next = runnable.stream()
                .filter(job -> job.priority == greatest)
                .findFirst()
                .orElseThrow();
        runnable.remove(next);
        starting.add(next);
    }

    private void leavePlace(NaiveJob job) {
        if (!job.place) {
            return;
        }
        job.place = false;
        if (runnable.isEmpty()) {
            busy--;
        } else {
            startNext();
        }
    }

    /** What has a thread now starts, and whoever waited for claims in vain is told. */
    void settle() {
        boolean again = true;
        while (again) {
            again = false;
            while (!starting.isEmpty()) {
                NaiveJob job = starting.remove(0);
                job.place = true;
                start(job);
                again = true;
            }
            for (Asked one : List.copyOf(asked)) {
                again |= settle(one);
            }
        }
    }

    private void start(NaiveJob job) {
        if (job.purpose == NaiveJob.Call.COMMIT) {
            job.call = NaiveJob.Call.COMMIT;
            return;
        }
        if (job.abortHere && job.purpose == NaiveJob.Call.WORK) {
            if (!job.everStarted) {
                end(job, JobStatus.CANCELLED, "");
                int others = starting.size();
                leavePlace(job);
                if (starting.size() > others) {
                    // Its thread goes on with the next one at once.
                    starting.add(0, starting.remove(others));
                }
                return;
            }
            job.purpose = NaiveJob.Call.UNDO;
        }
        boolean undo = job.purpose == NaiveJob.Call.UNDO;
        boolean wasPaused = job.status == JobStatus.INTERRUPTED && job.cutOff == JobStatus.PAUSED;
        job.status = wasPaused && !undo ? JobStatus.PAUSED : JobStatus.RUNNING;
        job.everStarted = true;
        job.rollingBack = undo;
        job.changed = now;
        job.call = job.purpose;
        job.soFar = JobStatus.CANCELLED;
        job.soFarCode = "";
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
                    job.changed = now;
                }
            }
            case ALLOW -> {
                if (call == NaiveJob.Call.WORK && !job.abandoned && !job.grouped()) {
                    job.allowed = allowed;
                    job.changed = now;
                    claims.allow(job.asker, allowed);
                    tellGranted();
                }
            }
        }
    }

    private void returned(NaiveJob job, NaiveJob.Call call) {
        if (call == NaiveJob.Call.UNDO) {
            finish(job, job.soFar, job.soFarCode);
        } else if (call == NaiveJob.Call.COMMIT) {
            finish(job, JobStatus.COMPLETED, "");
        } else if (job.abandoned) {
            undoNow(job);
        } else if (job.grouped() || job.finalized) {
            rest(job, job.grouped() ? JobStatus.WAITING : JobStatus.PENDING);
        } else if (job.operation.commits()) {
            if (job.abort) {
                rest(job, JobStatus.PENDING);
            } else {
                job.status = JobStatus.FINISHING;
                job.changed = now;
                job.call = NaiveJob.Call.COMMIT;
            }
        } else {
            finish(job, JobStatus.COMPLETED, "");
        }
    }

    /** Its work is done and others decide; undone at once where somebody has decided before. */
    private void rest(NaiveJob job, JobStatus status) {
        job.call = NaiveJob.Call.NONE;
        job.status = status;
        job.changed = now;
        if (job.abort) {
            job.purpose = NaiveJob.Call.UNDO;
            start(job);
            return;
        }
        job.resting = true;
        if (status == JobStatus.WAITING) {
            joined(job.group);
        }
        leavePlace(job);
    }

    private void undoNow(NaiveJob job) {
        job.abandoned = false;
        job.purpose = NaiveJob.Call.UNDO;
        start(job);
    }

    private void threw(NaiveJob job, NaiveJob.Call call) {
        if (call == NaiveJob.Call.UNDO) {
            finish(job, JobStatus.FAILED, "handler-failed");
        } else if (call == NaiveJob.Call.COMMIT) {
            finish(job, JobStatus.FAILED, "commit-failed");
        } else if (job.abandoned) {
            undoNow(job);
        } else if (job.interrupted) {
            stopped(job);
        } else if (!job.abortHere && job.retries < job.operation.retries()) {
            job.call = NaiveJob.Call.NONE;
            job.status = JobStatus.RETRYING;
            job.retries++;
            job.changed = now;
            job.resting = true;
            after(RETRY, () -> wake(job));
            leavePlace(job);
        } else {
            job.call = NaiveJob.Call.UNDO;
            job.soFar = JobStatus.FAILED;
            job.soFarCode = "handler-failed";
        }
    }

    private void stopped(NaiveJob job) {
        if (job.abandoned) {
            undoNow(job);
            return;
        }
        job.call = NaiveJob.Call.UNDO;
        job.soFar = JobStatus.CANCELLED;
        job.soFarCode = "";
    }

    private void wake(NaiveJob job) {
        if (job.resting) {
            job.resting = false;
            run(job);
        }
    }

    private void finish(NaiveJob job, JobStatus ending, String code) {
        job.call = NaiveJob.Call.NONE;
        end(job, ending, code);
        leavePlace(job);
    }

    private void end(NaiveJob job, JobStatus ending, String code) {
        close(job, ending, code);
        over(job);
    }

    private void close(NaiveJob job, JobStatus ending, String code) {
        job.status = job.dismissed ? JobStatus.CONCLUDED : ending;
        job.soFar = ending;
        job.code = code;
        job.changed = now;
    }

    /** What follows an end: its claims are free, and its group ends with it. */
    private void over(NaiveJob job) {
        job.here = false;
        boolean shared =
                job.grouped() && jobs.values().stream().anyMatch(other -> other.group == job.group && other.here);
        if (job.asker != null && !shared) {
            leave(job.asker);
        }
        boolean completed = job.status == JobStatus.COMPLETED
                || (job.status == JobStatus.CONCLUDED && job.soFar == JobStatus.COMPLETED);
        if (job.grouped() && !completed) {
            abortGroup(job.group);
        }
    }

    private void abortGroup(long group) {
        for (NaiveJob other : unfinished(group)) {
            if (!other.abort) {
                abort(other);
            }
        }
    }

    private List<NaiveJob> unfinished(long group) {
        return jobs.values().stream()
                .filter(job -> job.group == group && !job.concluded())
                .toList();
    }

    private void joined(long group) {
        List<NaiveJob> all = unfinished(group);
        if (all.size() < all.get(0).groupSize || all.stream().anyMatch(job -> job.status != JobStatus.WAITING)) {
            return;
        }
        if (all.stream().anyMatch(job -> job.abort)) {
            return;
        }
        for (NaiveJob job : all) {
            job.changed = now;
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

    private void goesOn(NaiveJob job) {
        if (job.concluded()) {
            job.resting = false;
            over(job);
        } else if (job.status == JobStatus.FINISHING) {
            job.purpose = NaiveJob.Call.COMMIT;
            wake(job);
        }
    }

    // ---- verbs

    /** Uses a verb; the sentence of the refusal, or nothing. */
    String verb(String verb, NaiveJob job) {
        if (verb.equals("finalize") && job.grouped() && !job.concluded()) {
            return finalizeGroup(job.group);
        }
        String refusal = refusal(verb, job);
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
        job.changed = now;
        return "";
    }

    private static String refusal(String verb, NaiveJob job) {
        String name = "Job '" + job.id + "' ";
        if (!VERBS.get(verb).contains(job.status)) {
            return name + "in state '" + job.status.name().toLowerCase(Locale.ROOT) + "' cannot accept command verb '"
                    + verb + "'";
        } else if (verb.equals("finalize") && job.abort) {
            return name + "was asked to stop and cannot accept command verb 'finalize'";
        } else if (verb.equals("abort") && job.status == JobStatus.INTERRUPTED && job.cutOff == JobStatus.FINISHING) {
            return name + "was finalized and cannot accept command verb 'abort'";
        } else if (verb.equals("pause") && job.jobClass != JobClass.ASYNC) {
            return name + "of class " + job.jobClass + " cannot accept command verb 'pause'";
        } else if (verb.equals("pause") && job.rollingBack) {
            return name + "is being undone and cannot accept command verb 'pause'";
        }
        return "";
    }

    private String finalizeGroup(long group) {
        List<NaiveJob> all = unfinished(group);
        for (NaiveJob job : all) {
            String refusal = refusal("finalize", job);
            if (!refusal.isEmpty()) {
                return refusal;
            }
        }
        all.forEach(job -> {
            job.changed = now;
            if (job.operation.commits()) {
                job.status = JobStatus.FINISHING;
            } else {
                close(job, JobStatus.COMPLETED, "");
            }
        });
        all.forEach(this::goesOn);
        return "";
    }

    private void finalized(NaiveJob job) {
        if (job.operation.commits()) {
            job.status = JobStatus.FINISHING;
        } else {
            close(job, JobStatus.COMPLETED, "");
        }
        goesOn(job);
    }

    /** Asks a job to stop; false where it does not accept that. */
    private boolean abort(NaiveJob job) {
        if (!refusal("abort", job).isEmpty()) {
            return false;
        }
        job.abort = true;
        job.changed = now;
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
                    run(job);
                }
            }
            case RUNNING, PAUSED -> escalate(job);
            default -> {}
        }
        return true;
    }

    private void escalate(NaiveJob job) {
        if (job.escalated) {
            return;
        }
        job.escalated = true;
        after(INTERRUPT, () -> job.interrupted |= job.call == NaiveJob.Call.WORK);
        after(ABANDON, () -> {
            if (job.call == NaiveJob.Call.WORK && !job.abandoned) {
                job.abandoned = true;
                job.status = JobStatus.ABANDONED;
                job.changed = now;
                leavePlace(job);
            }
        });
    }

    // ---- normal jobs

    void begin(LifeStep.Begin wish, @Nullable NaiveJob host) {
        NaiveJob job = new NaiveJob(++lastId, wish, now);
        job.asker = new NaiveClaims.Asker(
                ++turns, wish.jobClass(), wish.claims(), host == null ? null : host.asker, Set.of());
        String answer = ask(job, job.asker, wish.patience() > 0, maxQueued, () -> {});
        if (answer.equals("granted")) {
            begun(job);
        } else if (answer.equals("queued")) {
            Asked one = new Asked(job, wish.abortsHolders());
            asked.add(one);
            after(wish.patience(), () -> one.tooLate |= !job.granted());
            abortBlockers(one);
        } else {
            reject(job, answer);
        }
    }

    private void abortBlockers(Asked one) {
        if (!one.abortsHolders || !claims.waits(one.job.asker)) {
            return;
        }
        List<NaiveJob> blockers = claims.blockers(one.job.asker).stream()
                .sorted()
                .map(byAsker::get)
                .filter(job -> job.jobClass == JobClass.ASYNC)
                .toList();
        for (NaiveJob blocker : blockers) {
            if (!one.aborted.contains(blocker.id) && abort(blocker)) {
                one.aborted.add(blocker.id);
            }
        }
    }

    private boolean settle(Asked one) {
        if (one.job.granted()) {
            asked.remove(one);
            begun(one.job);
            return true;
        } else if (one.tooLate) {
            asked.remove(one);
            reject(one.job, "timeout");
            leave(one.job.asker);
            return true;
        }
        return false;
    }

    private void begun(NaiveJob job) {
        normals.add(job);
        job.status = JobStatus.RUNNING;
        job.everStarted = true;
        job.changed = now;
        if (job.jobClass != JobClass.QUERY) {
            jobs.put(job.id, job);
        }
    }

    void endNormal(NaiveJob job, boolean complete) {
        normals.remove(job);
        job.status = complete ? JobStatus.COMPLETED : JobStatus.FAILED;
        job.code = complete ? "" : "not-completed";
        job.changed = now;
        leave(job.asker);
    }

    /** Who holds a resource or a part of it, by number of the job that asked. */
    Set<Long> holders(ResourceRef resource) {
        Set<Long> ids = new HashSet<>();
        claims.holders(resource).forEach(number -> ids.add(byAsker.get(number).id));
        return ids;
    }

    // ---- time

    private void after(long delay, Runnable action) {
        timers.add(new Timer(now + delay, action));
    }

    /** The next moment at which something may happen by itself, not after this one. */
    long next(long atMost) {
        long next = Math.min(atMost, nextSample);
        for (Timer timer : timers) {
            next = Math.min(next, timer.due());
        }
        return next;
    }

    /** It is so late now. */
    void reach(long time) {
        now = time;
        if (nextSample <= now) {
            nextSample += SAMPLING;
            jobs.values().stream()
                    .filter(job -> job.here && job.deadline > 0 && !job.abortHere && now - job.created >= job.deadline)
                    .toList()
                    .forEach(job -> {
                        if (job.here) {
                            abort(job);
                        }
                    });
        }
        while (true) {
            Timer first = timers.stream()
                    .filter(timer -> timer.due() <= now)
                    .min(Comparator.comparingLong(Timer::due))
                    .orElse(null);
            if (first == null) {
                return;
            }
            timers.remove(first);
            first.action().run();
        }
    }

    // ---- openings

    /** Somebody opens the ledger, at first or after a crash. */
    void open(OpenMode mode, long time) {
        now = time;
        nextSample = now + SAMPLING;
        claims = new NaiveClaims();
        byAsker.clear();
        waiting.clear();
        timers.clear();
        runnable.clear();
        starting.clear();
        normals.clear();
        asked.clear();
        busy = 0;
        // Numbers of jobs that nobody ever heard of are given again.
        lastId = jobs.keySet().stream().mapToLong(id -> id).max().orElse(0);
        jobs.values().forEach(NaiveJob::forgetProcess);
        List<NaiveJob> cut = jobs.values().stream()
                .filter(job -> !job.concluded())
                .sorted(Comparator.comparing((NaiveJob job) -> !job.everStarted).thenComparing(job -> job.id))
                .toList();
        Map<NaiveJob, Long> rests = new LinkedHashMap<>();
        for (NaiveJob job : cut) {
            rests.put(job, Math.max(0, RETRY - (now - job.changed)));
            job.cutOff = job.status == JobStatus.INTERRUPTED ? job.cutOff : job.status;
            job.status = JobStatus.INTERRUPTED;
            job.changed = now;
            if (mode == OpenMode.RECOVER) {
                recover(job);
            }
        }
        if (mode == OpenMode.HOLD) {
            cut.forEach(this::hold);
            return;
        }
        adopt(cut.stream().filter(job -> !job.concluded()).toList(), rests);
        jobs.values().stream()
                .filter(job -> job.grouped() && !job.concluded())
                .map(job -> job.group)
                .distinct()
                .sorted()
                .toList()
                .forEach(this::settleGroup);
    }

    private void hold(NaiveJob job) {
        job.asker = new NaiveClaims.Asker(++turns, job.jobClass, job.claims, null, mask(job));
        String unused = ask(job, job.asker, true, 0, () -> {});
    }

    private static Set<JobClass> mask(NaiveJob job) {
        return job.jobClass == JobClass.ASYNC ? job.allowed : Set.of();
    }

    private void recover(NaiveJob job) {
        if (job.jobClass != JobClass.ASYNC) {
            close(job, JobStatus.FAILED, "interrupted");
        } else if (job.rollingBack || job.abort) {
            rollBack(job);
        } else if (Set.of(JobStatus.PENDING, JobStatus.WAITING, JobStatus.FINISHING, JobStatus.RETRYING)
                .contains(job.cutOff)) {
            job.status = job.cutOff;
        } else {
            switch (job.operation.policy()) {
                case FAIL -> close(job, JobStatus.FAILED, "interrupted");
                case ROLLBACK -> rollBack(job);
                case RESTART -> job.checkpoint = false;
                case RESUME -> {}
            }
        }
    }

    private void rollBack(NaiveJob job) {
        job.rollingBack = true;
        job.purpose = NaiveJob.Call.UNDO;
        if (!job.everStarted) {
            close(job, JobStatus.CANCELLED, "");
        }
    }

    private void adopt(List<NaiveJob> found, Map<NaiveJob, Long> rests) {
        Map<Long, NaiveClaims.Asker> groups = new LinkedHashMap<>();
        List<NaiveJob> ready = new ArrayList<>();
        for (NaiveJob job : found) {
            job.here = true;
            if (!job.grouped()) {
                job.asker = adopted(job, job.claims, () -> ready(job, ready));
            } else {
                job.asker = groups.get(job.group);
                if (job.asker == null) {
                    List<NaiveJob> all = unfinished(job.group);
                    List<Claim> together =
                            all.stream().flatMap(one -> one.claims.stream()).toList();
                    job.asker = adopted(all.get(0), together, () -> all.forEach(one -> ready(one, ready)));
                    groups.put(job.group, job.asker);
                }
            }
            if (job.status == JobStatus.RETRYING) {
                job.resting = true;
                after(rests.get(job), () -> wake(job));
            } else if (job.status == JobStatus.WAITING || job.status == JobStatus.PENDING) {
                job.resting = true;
            } else {
                ready.add(job);
                job.purpose = job.status == JobStatus.FINISHING ? NaiveJob.Call.COMMIT : job.purpose;
            }
        }
        for (NaiveJob job : List.copyOf(ready)) {
            if (job.granted()) {
                run(job);
            }
        }
    }

    private void ready(NaiveJob job, List<NaiveJob> ready) {
        if (ready.contains(job)) {
            run(job);
        }
    }

    private NaiveClaims.Asker adopted(NaiveJob job, List<Claim> wanted, Runnable whenGranted) {
        NaiveClaims.Asker asker = new NaiveClaims.Asker(++turns, JobClass.ASYNC, wanted, null, job.allowed);
        String unused = ask(job, asker, true, 0, whenGranted);
        return asker;
    }

    private void settleGroup(long group) {
        List<NaiveJob> all = unfinished(group);
        if (all.size() < all.get(0).groupSize) {
            abortGroup(group);
        } else {
            joined(group);
        }
    }
}
