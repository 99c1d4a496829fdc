package org.jobledger.engine.runtime;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jobledger.engine.EngineClock;
import org.jobledger.engine.JobScope;
import org.jobledger.engine.claim.ClaimTable;
import org.jobledger.engine.claim.Ticket;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.Ending;
import org.jobledger.engine.event.JobCreated;
import org.jobledger.engine.ledger.Ledger;
import org.jobledger.engine.ledger.LedgerCommand;
import org.jobledger.engine.state.Command;
import org.jobledger.engine.state.JobResult;
import org.jobledger.engine.state.JobState;
import org.jobledger.engine.state.WorkerToken;
import org.jspecify.annotations.Nullable;

/** A normal job that has its claims. A QUERY is not recorded; all others are, from begin to end. */
final class Scope implements JobScope {
    private final Ledger ledger;
    private final ClaimTable claims;
    private final Ticket ticket;
    private final long id;
    private final @Nullable WorkerToken token;
    private final EngineClock clock;
    private final long startNanos;
    private final AtomicBoolean ended = new AtomicBoolean();

    Scope(
            Ledger ledger,
            ClaimTable claims,
            Ticket ticket,
            long id,
            @Nullable JobCreated definition,
            long nestedIn,
            EngineClock clock) {
        this.clock = clock;
        this.startNanos = clock.nanoTime();
        this.ledger = ledger;
        this.claims = claims;
        this.ticket = ticket;
        this.id = id;
        this.token = definition == null ? null : begin(definition, nestedIn);
    }

    private @Nullable WorkerToken begin(JobCreated definition, long nestedIn) {
        Command submit = new Command.Submit(definition);
        Command start = new Command.Start(false, Thread.currentThread().getName());
        JobState started = ledger.append(
                        nestedIn == 0
                                ? LedgerCommand.ForJob.of(id, submit, start)
                                : LedgerCommand.ForJob.of(id, submit, new Command.Nest(nestedIn), start))
                .job();
        return started == null ? null : started.token();
    }

    @Override
    public long id() {
        return id;
    }

    @Override
    public void complete() {
        end(Ending.COMPLETED, new JobResult("", "", Document.empty()));
    }

    @Override
    public void close() {
        end(Ending.FAILED, new JobResult("not-completed", "left without being completed", Document.empty()));
    }

    private void end(Ending ending, JobResult result) {
        if (!ended.compareAndSet(false, true)) {
            return;
        }
        try {
            if (token != null) {
                long millis = (clock.nanoTime() - startNanos) / 1_000_000;
                ledger.append(LedgerCommand.ForJob.of(id, new Command.Finish(token, ending, result, 0, millis)));
            }
        } finally {
            claims.release(ticket);
        }
    }
}
