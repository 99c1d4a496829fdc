package org.jobledger.engine.runtime;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jobledger.engine.AbortPatience;
import org.jobledger.engine.CommittingHandler;
import org.jobledger.engine.EngineConfig;
import org.jobledger.engine.InvalidRequestException;
import org.jobledger.engine.JobContext;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.JobLedgerException;
import org.jobledger.engine.JobRequest;
import org.jobledger.engine.Operation;
import org.jobledger.engine.PredictionAccuracy;
import org.jobledger.engine.RetryPolicy;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.Ending;
import org.jobledger.engine.event.OpenMode;
import org.jobledger.engine.event.ResourceRef;
import org.jobledger.engine.kit.VirtualClock;
import org.jobledger.engine.ledger.InstantLedger;
import org.jobledger.engine.ledger.KeyKnownException;
import org.jobledger.engine.ledger.LedgerCommand;
import org.jobledger.engine.ledger.ResourceState;
import org.jobledger.engine.state.JobResult;
import org.jobledger.engine.state.JobState;
import org.jspecify.annotations.Nullable;

/**
 * The engine's own lives of jobs, driven by one thread and a virtual clock: handlers are called when the driver says so and do what it says,
 * and what would be done on other threads is done when it comes to that.
 */
final class SteppedLives {
    private static final List<NaiveJobs.Op> OPERATIONS = NaiveJobs.OPERATIONS;

    private final VirtualClock clock = new VirtualClock();
    private final InstantLedger ledger = new InstantLedger(clock);
    private final Map<Long, LiveJob> known = new TreeMap<>();
    final Map<Long, OpenScope> normals = new TreeMap<>();
    private final List<Pending> pending = new ArrayList<>();
    private final Map<OpenMode, EngineConfig> configs;
    private @Nullable SteppedWorkers workers;
    private @Nullable JobLives lives;

    /** A normal job that waits for its claims. */
    private record Pending(NormalJobs.Asked asked, Runnable cancel) {}

    /** What no handler of a schedule does by itself. */
    private static final class Idle implements CommittingHandler {
        @Override
        public Document run(JobContext job) {
            throw new IllegalStateException("called by somebody else than the driver");
        }

        @Override
        public void commit(JobContext job) {}
    }

    /** No jobs; with a queue limit, or 0. */
    SteppedLives(int maxQueued) {
        this.configs = Map.of(
                OpenMode.RECOVER, config(OpenMode.RECOVER, maxQueued), OpenMode.HOLD, config(OpenMode.HOLD, maxQueued));
    }

    private EngineConfig config(OpenMode mode, int maxQueued) {
        EngineConfig.Builder builder = JobEngine.at(Path.of("nowhere"))
                .mode(mode)
                .clock(clock)
                .maxQueued(maxQueued)
                .abortPatience(new AbortPatience(
                        Duration.ofMillis(NaiveJobs.INTERRUPT), Duration.ofMillis(NaiveJobs.ABANDON)));
        for (NaiveJobs.Op op : OPERATIONS) {
            Duration rest = Duration.ofMillis(NaiveJobs.RETRY);
            builder.operation(Operation.of(op.name(), op.policy(), op.commits() ? new Idle() : job -> Document.empty())
                    .retrying(new RetryPolicy(op.retries(), rest, rest)));
        }
        return builder.build();
    }

    long millis() {
        return clock.nanoTime() / 1_000_000;
    }

    /** Begins with nothing. */
    void clear() {
        crash();
        ledger.clear();
        clock.advance(Duration.ofSeconds(1));
    }

    /** The process ends, with all that is not in the ledger. */
    private void crash() {
        if (workers != null) {
            workers.crash();
        }
        known.clear();
        normals.clear();
        pending.clear();
        boolean unused = Thread.interrupted();
    }

    /** Somebody opens the ledger, at first or after a crash. */
    void open(OpenMode mode) {
        crash();
        ledger.nextEpoch();
        EngineConfig config = configs.get(mode);
        workers = new SteppedWorkers(ledger, clock);
        lives = new JobLives(
                ledger,
                workers.workers(),
                config,
                id -> Optional.ofNullable(ledger.ended(id)).map(job -> JobViews.stats(job, PredictionAccuracy.NONE)),
                stats -> {});
        lives.begin();
        lives.queue().all().forEach(job -> known.put(job.id(), job));
    }

    /** What would be done on other threads by now. */
    void settle() {
        boolean again = true;
        while (again) {
            again = workers.settle();
            for (Pending one : List.copyOf(pending)) {
                again |= settle(one);
            }
        }
        // The driver's thread is that of all handlers.
        boolean unused = Thread.interrupted();
    }

    private boolean settle(Pending one) {
        GrantWait wait = one.asked().waits();
        if (wait == null || !wait.settled()) {
            return false;
        }
        pending.remove(one);
        one.cancel().run();
        begun(one.asked());
        return true;
    }

    private void begun(NormalJobs.Asked asked) {
        try {
            normals.put(asked.id(), lives.normal().begun(asked));
        } catch (JobLedgerException refused) {
            // What it was refused with is in the ledger.
        }
    }

    /** Submits jobs; what came of their key, or nothing. */
    String submit(List<LifeStep.Wish> wishes) {
        List<JobRequest> requests = wishes.stream().map(SteppedRequests::of).toList();
        try {
            List<LiveJob> jobs = requests.size() == 1
                    ? List.of(lives.submissions().submit(requests.get(0)))
                    : lives.submissions().submitTogether(requests);
            jobs.forEach(job -> known.put(job.id(), job));
        } catch (KeyKnownException alreadyThere) {
            return "job " + alreadyThere.jobId();
        } catch (InvalidRequestException otherRequest) {
            return "another request";
        } catch (JobLedgerException refused) {
            // What it was refused with is in the ledger.
        }
        return "";
    }

    /** Somebody records a definition of a resource in its so manieth version, or removes it. */
    void define(ResourceRef resource, boolean defined) {
        ResourceState now = ledger.live().resource(resource);
        long version = now == null || now.definition() == null ? 0 : now.version();
        ledger.append(new LedgerCommand.Define(resource, version, defined ? Document.empty() : null));
    }

    void begin(LifeStep.Begin wish, long within) {
        JobRequest request = SteppedRequests.of(wish, within);
        NormalJobs.Asked asked;
        try {
            asked = lives.normal().ask(request);
        } catch (JobLedgerException refused) {
            return;
        }
        GrantWait wait = asked.waits();
        if (wait == null) {
            begun(asked);
            return;
        }
        pending.add(new Pending(asked, wait.limit(request.maxWait())));
        if (wish.abortsHolders()) {
            boolean unused = lives.normal().abortBlockers(asked);
        }
    }

    void endNormal(long id, boolean complete) {
        OpenScope scope = normals.remove(id);
        if (scope.mayEnd("end")) {
            scope.end(
                    complete ? Ending.COMPLETED : Ending.FAILED,
                    new JobResult(complete ? "" : "not-completed", "", Document.empty()));
        }
    }

    /** Uses a verb; the sentence of the refusal, or nothing. */
    String verb(String verb, long id) {
        JobControl control = lives.control();
        try {
            switch (verb) {
                case "abort" -> control.abort(id, "me", "why");
                case "pause" -> control.pause(id, "me");
                case "resume" -> control.resume(id, "me");
                case "set-speed" -> control.limitSpeed(id, "me", 0);
                case "finalize" -> control.finalizeJob(id, "me");
                default -> control.dismiss(id, "me");
            }
            return "";
        } catch (JobLedgerException refused) {
            return String.valueOf(refused.getMessage());
        }
    }

    void pass(long millis) {
        clock.advance(Duration.ofMillis(millis));
    }

    // ---- what can be seen

    @Nullable
    JobState job(long id) {
        JobState live = ledger.live().job(id);
        return live == null ? ledger.ended(id) : live;
    }

    boolean isHere(long id) {
        return lives.queue().find(id) != null;
    }

    /** Whether those who wait for a job of this process are told; null where it was of another one. */
    @Nullable
    Boolean told(long id) {
        LiveJob job = known.get(id);
        return job == null ? null : job.ended().isDone();
    }

    /** A handler that is called does something. */
    void handler(long id, LifeStep.Handler what) throws Exception {
        workers.handler(id, what);
    }

    /** What a job's handler is called for, or null. */
    JobSteps.@Nullable Part called(long id) {
        return workers.called(id);
    }

    ClaimDesk desk() {
        return lives.queue().desk();
    }

    boolean waitsNormal(long id) {
        return pending.stream().anyMatch(one -> one.asked().id() == id);
    }
}
