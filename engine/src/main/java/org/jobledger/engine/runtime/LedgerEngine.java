package org.jobledger.engine.runtime;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jobledger.engine.EngineConfig;
import org.jobledger.engine.Job;
import org.jobledger.engine.JobEngine;
import org.jobledger.engine.JobInfo;
import org.jobledger.engine.JobRequest;
import org.jobledger.engine.JobScope;
import org.jobledger.engine.JobStats;
import org.jobledger.engine.LedgerClosedException;
import org.jobledger.engine.LedgerListener;
import org.jobledger.engine.NoSuchJobException;
import org.jobledger.engine.PlannedRecovery;
import org.jobledger.engine.ResourceRecord;
import org.jobledger.engine.SqlRows;
import org.jobledger.engine.Subscription;
import org.jobledger.engine.Verification;
import org.jobledger.engine.audit.Verifier;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.OpenMode;
import org.jobledger.engine.event.RecordedEvent;
import org.jobledger.engine.event.ResourceRef;
import org.jobledger.engine.ledger.Ledger;
import org.jobledger.engine.ledger.LedgerCommand;
import org.jobledger.engine.ledger.ResourceState;
import org.jobledger.engine.ledger.TablePlace;
import org.jobledger.engine.ledger.TablesSnapshot;
import org.jobledger.engine.recovery.RecoveryPlanner;
import org.jobledger.engine.state.Command;
import org.jobledger.engine.state.JobState;
import org.jspecify.annotations.Nullable;

/** The engine behind the API: one ledger, its tables, its jobs. */
public final class LedgerEngine implements JobEngine {
    private static final Duration SAMPLING = Duration.ofMillis(100);
    private static final Duration PATIENCE_AT_CLOSE = Duration.ofSeconds(5);

    private final EngineConfig config;
    private final Ledger ledger;
    private final TablesOnDemand tables;
    private final boolean worked;
    private final FinishedJobs finished;
    private final Workers workers;
    private final JobQueue queue;
    private final List<PlannedRecovery> recoveries;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Subscriptions subscriptions;

    private LedgerEngine(EngineConfig config, Ledger ledger, TablesOnDemand tables) {
        this.config = config;
        this.ledger = ledger;
        this.tables = tables;
        this.subscriptions = new Subscriptions(ledger.shownLog());
        this.worked = ledger.worked();
        this.finished = new FinishedJobs(ledger.log(), tables);
        this.workers = new Workers(ledger, config.workers(), config.clock());
        this.queue = new JobQueue(ledger, config.operations(), workers, config.clock());
        workers.whenEnded(this::ended);
        this.recoveries =
                ledger.owned() ? new Recovery(ledger, queue, config.operations()).carryOut(config.mode()) : List.of();
        if (ledger.owned()) {
            workers.every(SAMPLING, this::sample);
        }
    }

    /**
     * An engine on a ledger that is open, which is closed with it.
     *
     * @param place where its tables are
     */
    public static LedgerEngine on(EngineConfig config, Ledger ledger, Supplier<TablePlace> place) {
        TablesOnDemand tables = new TablesOnDemand(ledger, place);
        try {
            return new LedgerEngine(config, ledger, tables);
        } catch (RuntimeException | Error e) {
            tables.close();
            throw e;
        }
    }

    private void ended(LiveJob job, @Nullable JobStats stats) {
        if (stats != null) {
            finished.remember(stats);
            queue.forget(job);
        }
    }

    private void sample() {
        for (LiveJob job : queue.all()) {
            job.tellIfDue((token, sample) -> ledger.appendLazily(LedgerCommand.ForJob.of(
                    job.id(), new Command.Tick(token, sample.processed(), sample.workingMillis()))));
        }
    }

    @Override
    public Job submit(JobRequest request) {
        return new SubmittedJob(queue.submit(request), queue);
    }

    @Override
    public JobScope begin(JobRequest request) throws InterruptedException {
        return queue.begin(request);
    }

    @Override
    public Job job(long id) {
        LiveJob live = queue.find(id);
        if (live != null) {
            return new SubmittedJob(live, queue);
        }
        if (ledger.live().job(id) == null) {
            throw new NoSuchJobException("no job " + id + " is active");
        }
        return new HeldJob(id, queue);
    }

    @Override
    public Optional<JobInfo> jobInfo(long id) {
        return Optional.ofNullable(ledger.live().job(id)).map(this::info);
    }

    private JobInfo info(JobState job) {
        return JobViews.info(job, queue.find(job.id()), worked);
    }

    @Override
    public List<JobInfo> jobs() {
        return ledger.live().jobs().stream().map(this::info).toList();
    }

    @Override
    public Optional<JobStats> jobStats(long id) {
        return ledger.live().job(id) == null ? finished.find(id) : Optional.empty();
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
        return queue.holder(resource).flatMap(job -> jobInfo(job.id()));
    }

    @Override
    public long record(ResourceRef resource, long expectedVersion, @Nullable Document definition) {
        if (closed.get()) {
            throw new LedgerClosedException("the engine is closed");
        }
        ledger.append(new LedgerCommand.Define(resource, expectedVersion, definition));
        ResourceState now = ledger.live().resource(resource);
        return now == null ? 0 : now.version();
    }

    @Override
    public Optional<ResourceRecord> resource(ResourceRef resource) {
        return Optional.ofNullable(ledger.live().resource(resource)).flatMap(LedgerEngine::defined);
    }

    @Override
    public List<ResourceRecord> resources(String kind) {
        return ledger.live().resources().stream()
                .filter(state -> state.resource().kind().equals(kind))
                .flatMap(state -> defined(state).stream())
                .sorted(Comparator.comparing(record -> record.resource().path()))
                .toList();
    }

    private static Optional<ResourceRecord> defined(ResourceState state) {
        return Optional.ofNullable(state.definition())
                .map(definition -> new ResourceRecord(state.resource(), state.version(), definition));
    }

    @Override
    public List<PlannedRecovery> recoveryPlan() {
        return new RecoveryPlanner(config.operations())
                .plan(ledger.live().jobs().stream()
                        .filter(job -> queue.find(job.id()) == null)
                        .toList());
    }

    @Override
    public List<PlannedRecovery> recoveries() {
        return recoveries;
    }

    @Override
    public SqlRows query(String sql, int maxRows) {
        return finished.upToDate().query(sql, maxRows);
    }

    @Override
    public Verification verify() {
        try (TablesSnapshot snapshot = finished.upToDate().snapshot()) {
            Verification found = Verifier.verify(ledger.log(), snapshot, !ledger.owned());
            List<Verification.Check> checks = new ArrayList<>(found.checks());
            checks.add(durability());
            tables.get()
                    .rebuiltBecause()
                    .ifPresent(
                            reason -> checks.add(new Verification.Check("tables as they were found", false, reason)));
            return new Verification(checks);
        }
    }

    private Verification.Check durability() {
        SqlRows newest =
                finished.upToDate().query("SELECT durability, epoch FROM audit_v1.epochs ORDER BY epoch DESC", 1);
        return new Verification.Check(
                "durability of the newest opening",
                true,
                newest.rows().isEmpty()
                        ? "none"
                        : String.valueOf(newest.rows().get(0).get(0)));
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
        queue.close();
        queue.awaitIdle(patience);
        close();
    }

    /** Has all jobs left for the next opening: whatever they throw from now on, nothing is undone for it. */
    public void leave() {
        queue.close();
        queue.all().forEach(LiveJob::leave);
    }

    /**
     * Ends the threads of an engine whose disk is gone, as the end of its process would, but for handlers: those are interrupted and
     * waited for a little.
     *
     * @return false where a handler still runs
     */
    public boolean abandon() {
        closed.set(true);
        leave();
        boolean ended = workers.stop(Duration.ZERO);
        queue.all().forEach(Workers::left);
        try {
            subscriptions.close();
            tables.abandon();
        } finally {
            ledger.close();
        }
        return ended;
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        leave();
        workers.stop(ledger.owned() && config.mode() == OpenMode.RECOVER ? PATIENCE_AT_CLOSE : Duration.ZERO);
        queue.all().forEach(Workers::left);
        // The next owner must find the tables closed when he gets the lock.
        try {
            ledger.seal();
            tables.close();
        } finally {
            subscriptions.close();
            ledger.close();
        }
    }
}
