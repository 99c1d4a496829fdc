package org.jobledger.engine.runtime;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jobledger.engine.EngineClock;
import org.jobledger.engine.Forcing;
import org.jobledger.engine.InvalidRequestException;
import org.jobledger.engine.JobAbortedException;
import org.jobledger.engine.JobAdmission;
import org.jobledger.engine.JobContext;
import org.jobledger.engine.JobPhase;
import org.jobledger.engine.JobRequest;
import org.jobledger.engine.JobScope;
import org.jobledger.engine.Progress;
import org.jobledger.engine.event.CheckpointReached;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.JobClass;
import org.jobledger.engine.event.JobStatus;
import org.jobledger.engine.event.ResourceRef;
import org.jobledger.engine.ledger.Appended;
import org.jobledger.engine.ledger.CommandLog;
import org.jobledger.engine.ledger.LedgerCommand;
import org.jobledger.engine.ledger.ResourceState;
import org.jobledger.engine.progress.ProgressCounter;
import org.jobledger.engine.progress.SpeedBudget;
import org.jobledger.engine.state.Command;
import org.jobledger.engine.state.JobState;
import org.jspecify.annotations.Nullable;

/** What a handler has of its job, for one call. */
final class HandlerContext implements JobContext {
    /** The longest wait before the clock is looked at again, in case it is not this machine's. */
    private static final long LONGEST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final CommandLog ledger;
    private final LiveJob live;
    private final JobState started;
    private final ProgressCounter counter;
    private final EngineClock clock;
    private final SpeedBudget speed;
    private final Map<ResourceRef, LedgerCommand.Define> atEnd = new LinkedHashMap<>();
    private @Nullable Document newest;

    HandlerContext(CommandLog ledger, LiveJob live, JobState started, EngineClock clock) {
        this.clock = clock;
        this.speed = new SpeedBudget(clock.nanoTime());
        this.ledger = ledger;
        this.live = live;
        this.started = started;
        CheckpointReached last = started.checkpoint();
        this.newest = last == null ? null : last.state();
        this.counter = new ProgressCounter(started.work().processed(), this::declareTotal);
        live.begin(started.token(), counter, started.work().workingMillis());
        if (started.phase() == null) {
            live.samples().phase(JobPhase.NONE);
        }
        if (started.status() == JobStatus.PAUSED) {
            live.gate().signal();
        }
    }

    @Override
    public long jobId() {
        return started.id();
    }

    @Override
    public long epoch() {
        return started.token().epoch();
    }

    @Override
    public int attempt() {
        return started.token().attempt();
    }

    @Override
    public Document parameters() {
        return started.definition().parameters();
    }

    @Override
    public Optional<Document> checkpoint() {
        return Optional.ofNullable(newest);
    }

    @Override
    public Progress progress() {
        return counter;
    }

    private void declareTotal(long total, String unit) {
        lazily(new Command.DeclareTotal(started.token(), total, unit));
    }

    @Override
    public void phase(int index, int count, String name) {
        JobPhase now = live.samples().phase();
        if (index <= now.index() || index > count) {
            throw new InvalidRequestException("job " + jobId() + " is in phase " + now.index()
                    + " and cannot go to phase " + index + " of " + count);
        }
        live.samples().phase(new JobPhase(index, count, name));
        tick();
        lazily(new Command.EnterPhase(started.token(), index, count, name));
    }

    /** Records how far the job is, at leisure. */
    private void tick() {
        live.samples()
                .tell((token, sample) -> lazily(new Command.Tick(token, sample.processed(), sample.workingMillis())));
    }

    private void lazily(Command command) {
        ledger.appendLazily(LedgerCommand.ForJob.of(jobId(), command));
    }

    @Override
    public JobScope begin(JobRequest request) throws InterruptedException {
        return live.queue().begin(request.nestedIn(jobId()));
    }

    @Override
    public void allow(Set<JobClass> classes) {
        JobAdmission admission = new JobAdmission(classes, 0, false);
        ledger.append(LedgerCommand.ForJob.of(jobId(), new Command.Allow(started.token(), admission.allowedInOrder())));
        live.queue().allow(live, admission.allowed());
    }

    @Override
    public void checkpoint(Document state, Forcing data) throws IOException {
        long processed = counter.processed();
        data.force();
        CompletableFuture<Appended> durable = live.samples()
                .report((token, sample) -> ledger.appendAsync(LedgerCommand.ForJob.of(
                        jobId(), new Command.Checkpoint(token, state, processed, sample.workingMillis()))));
        ledger.await(durable);
        newest = state;
    }

    @Override
    public boolean abortRequested() {
        return live.abortRequested() || live.left();
    }

    @Override
    public void checkAbort() {
        live.gate().rest(this::paused, live.samples()::resting);
        if (live.abortRequested()) {
            throw new JobAbortedException("job " + jobId() + " was asked to stop");
        }
        if (live.left()) {
            throw new JobAbortedException("job " + jobId() + " is left for the next opening: the engine closes");
        }
    }

    private boolean paused() {
        return !abortRequested() && hasStatus(JobStatus.PAUSED);
    }

    private boolean hasStatus(JobStatus status) {
        JobState now = ledger.live().job(jobId());
        return now != null && now.status() == status && now.token().equals(started.token());
    }

    @Override
    public void pace(long amount) {
        if (amount < 0) {
            throw new InvalidRequestException("an amount of " + amount + " cannot be waited for");
        }
        checkAbort();
        try {
            awaitPace();
        } finally {
            live.paced(false);
        }
        speed.spend(amount);
    }

    private void awaitPace() {
        while (true) {
            long mark = live.gate().mark();
            long nanos = speed.nanosToWait(clock.nanoTime(), speedLimit());
            if (nanos <= 0) {
                return;
            }
            live.paced(true);
            live.gate().await(mark, Math.min(nanos, LONGEST_WAIT_NANOS));
            checkAbort();
        }
    }

    @Override
    public boolean rests() {
        return paused() || speed.nanosToWait(clock.nanoTime(), speedLimit()) > 0;
    }

    private long speedLimit() {
        JobState now = ledger.live().job(jobId());
        return now == null ? 0 : now.speedLimit();
    }

    @Override
    public long record(ResourceRef resource, long expectedVersion, @Nullable Document definition) {
        ledger.append(new LedgerCommand.DefineFor(
                jobId(), started.token(), new LedgerCommand.Define(resource, expectedVersion, definition)));
        ResourceState now = ledger.live().resource(resource);
        return now == null ? 0 : now.version();
    }

    @Override
    public void recordAtEnd(ResourceRef resource, long expectedVersion, @Nullable Document definition) {
        atEnd.put(resource, new LedgerCommand.Define(resource, expectedVersion, definition));
    }

    /** The handler has returned from a call with this. */
    Outcome.Returned returned(Document result) {
        List<LedgerCommand.Define> changes = List.copyOf(atEnd.values());
        atEnd.clear();
        return new Outcome.Returned(result, changes);
    }

    /** The handler has left a call by this: what it wanted to be recorded at its end is not. */
    Outcome.Threw threw(Throwable error) {
        atEnd.clear();
        return new Outcome.Threw(error);
    }

    @Override
    public void child(ProcessHandle process) {
        live.children().add(process);
    }
}
