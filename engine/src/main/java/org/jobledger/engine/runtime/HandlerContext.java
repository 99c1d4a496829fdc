package org.jobledger.engine.runtime;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
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
import org.jobledger.engine.ledger.Appended;
import org.jobledger.engine.ledger.Ledger;
import org.jobledger.engine.ledger.LedgerCommand;
import org.jobledger.engine.progress.ProgressCounter;
import org.jobledger.engine.state.Command;
import org.jobledger.engine.state.JobState;
import org.jspecify.annotations.Nullable;

/** What a handler has of its job, for one call. */
final class HandlerContext implements JobContext {
    private final Ledger ledger;
    private final LiveJob live;
    private final JobState started;
    private final ProgressCounter counter;
    private @Nullable Document newest;

    HandlerContext(Ledger ledger, LiveJob live, JobState started) {
        this.ledger = ledger;
        this.live = live;
        this.started = started;
        CheckpointReached last = started.checkpoint();
        this.newest = last == null ? null : last.state();
        this.counter = new ProgressCounter(started.work().processed(), this::declareTotal);
        live.begin(started.token(), counter, started.work().workingMillis());
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
        JobPhase now = live.phase();
        if (index <= now.index() || index > count) {
            throw new InvalidRequestException("job " + jobId() + " is in phase " + now.index()
                    + " and cannot go to phase " + index + " of " + count);
        }
        live.phase(new JobPhase(index, count, name));
        tick();
        lazily(new Command.EnterPhase(started.token(), index, count, name));
    }

    /** Records how far the job is, at leisure. */
    private void tick() {
        live.tell((token, sample) -> lazily(new Command.Tick(token, sample.processed(), sample.workingMillis())));
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
        CompletableFuture<Appended> durable = live.report((token, sample) -> ledger.appendAsync(LedgerCommand.ForJob.of(
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
        if (live.abortRequested()) {
            throw new JobAbortedException("job " + jobId() + " was asked to stop");
        }
        if (live.left()) {
            throw new JobAbortedException("job " + jobId() + " is left for the next opening: the engine closes");
        }
    }
}
