package org.jobledger.engine.runtime;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jobledger.engine.Anchor;
import org.jobledger.engine.ClaimOwner;
import org.jobledger.engine.ClaimWait;
import org.jobledger.engine.EngineConfig;
import org.jobledger.engine.Forecast;
import org.jobledger.engine.Job;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.JobInfo;
import org.jobledger.engine.JobReport;
import org.jobledger.engine.JobRequest;
import org.jobledger.engine.JobScope;
import org.jobledger.engine.JobStats;
import org.jobledger.engine.LedgerClosedException;
import org.jobledger.engine.LedgerListener;
import org.jobledger.engine.NoSuchJobException;
import org.jobledger.engine.PlannedRecovery;
import org.jobledger.engine.PredictionAccuracy;
import org.jobledger.engine.ResourceRecord;
import org.jobledger.engine.Shutdown;
import org.jobledger.engine.SqlRows;
import org.jobledger.engine.StatsFlag;
import org.jobledger.engine.Subscription;
import org.jobledger.engine.Verification;
import org.jobledger.engine.VerificationListener;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.OpenMode;
import org.jobledger.engine.event.RecordedEvent;
import org.jobledger.engine.event.ResourceRef;
import org.jobledger.engine.ledger.KeyKnownException;
import org.jobledger.engine.ledger.Ledger;
import org.jobledger.engine.ledger.LiveJobState;
import org.jobledger.engine.ledger.TablePlace;
import org.jobledger.engine.progress.EstimateKey;
import org.jobledger.engine.state.JobState;
import org.jspecify.annotations.Nullable;

/** The engine behind the API: one ledger, its tables, its jobs. */
public final class LedgerEngine implements JobEngine {
    private static final Duration PATIENCE_AT_CLOSE = Duration.ofSeconds(5);

    private final EngineConfig config;
    private final Ledger ledger;
    private final boolean worked;
    private final FinishedJobs finished;
    private final CompletedStats completed;
    private final HistoryCheck history;
    private final Definitions definitions;
    private final JobQueue queue;
    private final JobLives lives;
    private final JobControl control;
    private final List<PlannedRecovery> recoveries;
    private final List<String> repairs;
    private final EngineClose ending;
    private final Subscriptions subscriptions;

    private LedgerEngine(EngineConfig config, Ledger ledger, TablesOnDemand tables, List<String> repairs) {
        this.repairs = List.copyOf(repairs);
        this.config = config;
        this.ledger = ledger;
        this.subscriptions =
                new Subscriptions(ledger.shownLog(), () -> ledger.log().forcedPosition());
        this.worked = ledger.worked();
        this.finished = new FinishedJobs(ledger.log(), tables);
        this.completed = new CompletedStats(ledger, id -> jobStats(id));
        this.history = new HistoryCheck(ledger, finished);
        this.definitions = new Definitions(ledger);
        Workers workers = new Workers(ledger, config.workers(), config.clock(), config.executor());
        this.lives = new JobLives(ledger, workers, config, finished::find, finished::remember);
        this.queue = lives.queue();
        this.control = lives.control();
        this.ending = new EngineClose(ledger, tables, subscriptions, workers, lives);
        this.recoveries = ledger.owned() ? lives.begin() : List.of();
    }

    /**
     * An engine on a ledger that is open, which is closed with it.
     *
     * @param place where its tables are
     */
    public static LedgerEngine on(EngineConfig config, Ledger ledger, Supplier<TablePlace> place) {
        List<String> repairs = new ArrayList<>(ledger.repairs());
        if (config.fullCheck() && ledger.owned()) {
            TablesCheck.run(ledger).ifPresent(repairs::add);
        }
        TablesOnDemand tables = new TablesOnDemand(ledger, place, config.tablesBehind());
        try {
            return new LedgerEngine(config, ledger, tables, repairs);
        } catch (RuntimeException | Error e) {
            tables.close();
            throw e;
        }
    }

    @Override
    public Job submit(JobRequest request) {
        try {
            return new SubmittedJob(lives.submissions().submit(request), control);
        } catch (KeyKnownException known) {
            return jobEver(known.jobId());
        }
    }

    private Job jobEver(long id) {
        try {
            return job(id);
        } catch (NoSuchJobException e) {
            return new EndedJob(finished.find(id).orElseThrow(() -> e), control);
        }
    }

    @Override
    public List<Job> submitTogether(List<JobRequest> requests) {
        return lives.submissions().submitTogether(List.copyOf(requests)).stream()
                .map(job -> (Job) new SubmittedJob(job, control))
                .toList();
    }

    @Override
    public JobScope begin(JobRequest request) throws InterruptedException {
        return lives.normal().begin(request);
    }

    @Override
    public Job job(long id) {
        LiveJob live = queue.find(id);
        if (live != null) {
            return new SubmittedJob(live, control);
        }
        JobState state = ledger.live().job(id);
        if (state == null) {
            throw new NoSuchJobException("no job " + id + " is active");
        }
        return state.concluded()
                ? new EndedJob(JobViews.stats(state, PredictionAccuracy.NONE), control)
                : new HeldJob(id, control);
    }

    @Override
    public Optional<JobInfo> jobInfo(long id) {
        return info(ledger.live().now(id));
    }

    private Optional<JobInfo> info(@Nullable LiveJobState seen) {
        if (seen == null) {
            return Optional.empty();
        }
        LiveJob running = queue.find(seen.state().id());
        // One that is not here may have ended since it was seen: its record then is older than what its counter has
        // shown.
        LiveJobState now = running == null ? ledger.live().now(seen.state().id()) : seen;
        return now == null ? Optional.empty() : Optional.of(JobViews.info(now, running, worked, config.clock()));
    }

    @Override
    public Optional<JobInfo> jobInfo(ResourceRef resource) {
        return info(ledger.live().workingOn(resource));
    }

    @Override
    public Optional<Instant> expectedStart(long jobId) {
        return new ExpectedStarts(
                        ledger.live(), queue, this::jobInfo, config.clock().instant())
                .of(jobId);
    }

    @Override
    public JobReport jobStats(ResourceRef resource, StatsFlag... flags) {
        return completed.report(resource, flags, () -> jobInfo(resource));
    }

    @Override
    public Optional<Forecast> estimate(JobRequest request, long size) {
        return ledger.live()
                .history()
                .forecast(
                        EstimateKey.of(request.operation(), request.claims(), request.parameters())
                                .limited(request.speedLimit()),
                        size,
                        config.clock().millis());
    }

    @Override
    public List<JobInfo> jobs() {
        return ledger.live().all().stream().flatMap(job -> info(job).stream()).toList();
    }

    @Override
    public Optional<JobStats> jobStats(long id) {
        JobState state = ledger.live().job(id);
        if (state == null) {
            return finished.find(id);
        }
        return state.concluded() ? Optional.of(JobViews.stats(state, PredictionAccuracy.NONE)) : Optional.empty();
    }

    @Override
    public List<JobStats> finishedJobs(int limit) {
        return finished.upToDate().newest(limit);
    }

    @Override
    public List<RecordedEvent> events(long jobId) {
        List<RecordedEvent> events = finished.upToDate().eventsOf(jobId);
        if (events.isEmpty()) {
            throw new NoSuchJobException("there is no job " + jobId);
        }
        return events;
    }

    @Override
    public Optional<JobInfo> holder(ResourceRef resource) {
        return queue.desk().table().holders(resource).stream()
                .filter(owner -> owner.claim().resource().equals(resource))
                .flatMap(owner -> jobInfo(owner.jobId()).stream())
                .findFirst();
    }

    @Override
    public List<ClaimOwner> whoHolds(ResourceRef resource) {
        return queue.desk().inPhase(queue.desk().table().holders(resource));
    }

    @Override
    public List<ClaimOwner> whoWaits(ResourceRef resource) {
        return queue.desk().inPhase(queue.desk().table().waiting(resource));
    }

    @Override
    public Optional<ClaimWait> whyWaiting(long jobId) {
        return queue.desk().table().why(jobId).map(queue.desk()::told);
    }

    @Override
    public long record(ResourceRef resource, long expectedVersion, @Nullable Document definition) {
        if (ending.begun()) {
            throw new LedgerClosedException("the engine is closed");
        }
        return definitions.record(resource, expectedVersion, definition);
    }

    @Override
    public Optional<ResourceRecord> resource(ResourceRef resource) {
        return definitions.of(resource);
    }

    @Override
    public List<ResourceRecord> resources(String kind) {
        return definitions.ofKind(kind);
    }

    @Override
    public List<PlannedRecovery> recoveryPlan() {
        return lives.plan();
    }

    @Override
    public List<PlannedRecovery> recoveries() {
        return recoveries;
    }

    @Override
    public List<String> repairs() {
        return repairs;
    }

    @Override
    public SqlRows query(String sql, int maxRows) {
        return finished.upToDate().query(sql, maxRows);
    }

    @Override
    public Verification verify(List<Anchor> anchors, VerificationListener listener) {
        return history.verify(anchors, listener);
    }

    @Override
    public Anchor head() {
        return history.head();
    }

    @Override
    public Subscription subscribe(long fromPosition, LedgerListener listener) {
        return subscriptions.begin(fromPosition, listener);
    }

    @Override
    public long epoch() {
        return ledger.epoch();
    }

    @Override
    public long position() {
        return ledger.log().forcedPosition();
    }

    @Override
    public void close(Duration patience) {
        close(Shutdown.DRAIN, patience);
    }

    @Override
    public void close(Shutdown how, Duration patience) {
        ending.settle(how, patience);
        ending.close(how == Shutdown.LEAVE ? patience : patienceAtClose());
    }

    private Duration patienceAtClose() {
        return ledger.owned() && config.mode() == OpenMode.RECOVER ? PATIENCE_AT_CLOSE : Duration.ZERO;
    }

    /** Has all jobs left for the next opening: whatever they throw from now on, nothing is undone for it. */
    public void leave() {
        ending.leave();
    }

    /**
     * Ends the threads of an engine whose disk is gone, as the end of its process would, but for handlers: those are interrupted and
     * waited for a little.
     *
     * @return false where a handler still runs
     */
    public boolean abandon() {
        return ending.abandon();
    }

    @Override
    public void close() {
        ending.close(patienceAtClose());
    }
}
