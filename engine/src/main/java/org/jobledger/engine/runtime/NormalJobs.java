package org.jobledger.engine.runtime;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jobledger.engine.EngineClock;
import org.jobledger.engine.InvalidRequestException;
import org.jobledger.engine.JobRequest;
import org.jobledger.engine.JobScope;
import org.jobledger.engine.claim.ClaimTable;
import org.jobledger.engine.claim.Ticket;
import org.jobledger.engine.event.JobClass;
import org.jobledger.engine.event.JobCreated;
import org.jobledger.engine.event.JobTerms;
import org.jobledger.engine.event.RecoveryPolicy;
import org.jobledger.engine.ledger.Ledger;
import org.jobledger.engine.ledger.LedgerCommand;
import org.jobledger.engine.state.Command;
import org.jobledger.engine.state.JobState;
import org.jobledger.engine.state.WorkerToken;

/** Begins jobs on the threads of their callers, and knows those that have not ended. Thread-safe. */
final class NormalJobs {
    private final Ledger ledger;
    private final JobQueue queue;
    private final ClaimTable claims;
    private final Workers workers;
    private final EngineClock clock;
    private final Map<Long, OpenScope> open = new ConcurrentHashMap<>();

    NormalJobs(Ledger ledger, JobQueue queue, Workers workers, EngineClock clock) {
        this.workers = workers;
        this.ledger = ledger;
        this.queue = queue;
        this.claims = queue.claims();
        this.clock = clock;
    }

    JobScope begin(JobRequest request) throws InterruptedException {
        queue.requireOpen();
        if (request.jobClass() == JobClass.ASYNC) {
            throw new InvalidRequestException("an async job is submitted, not begun");
        }
        if (!request.terms().equals(JobTerms.PLAIN) || request.speedLimit() > 0) {
            throw new InvalidRequestException("a job of class " + request.jobClass() + " is on plain terms, not on "
                    + request.terms() + " with speed limit " + request.speedLimit());
        }
        long id = queue.nextId();
        JobCreated definition = JobQueue.definition(request, JobTerms.PLAIN, 1, RecoveryPolicy.FAIL);
        GrantWait wait = new GrantWait(workers);
        Ticket ticket = claims.request(queue.claimant(id, definition), request.claims(), wait::granted);
        try {
            if (!claims.granted(ticket) && !wait.await(request.maxWait()) && !claims.granted(ticket)) {
                throw queue.refuse(id, definition);
            }
            return scope(id, definition, ticket);
        } catch (InterruptedException | RuntimeException e) {
            claims.release(ticket);
            throw e;
        }
    }

    private Scope scope(long id, JobCreated definition, Ticket ticket) {
        WorkerToken token = null;
        if (definition.jobClass() != JobClass.QUERY) {
            JobState started = ledger.append(LedgerCommand.ForJob.of(
                            id,
                            new Command.Submit(definition),
                            new Command.Start(false, Thread.currentThread().getName())))
                    .job();
            token = started == null ? null : started.token();
        }
        OpenScope begun = new OpenScope(ledger, id, definition.operation(), token, clock, () -> {
            open.remove(id);
            claims.release(ticket);
        });
        open.put(id, begun);
        return new Scope(begun);
    }

    /** Ends the normal jobs that nobody has ended, and says where they began. */
    void endForgotten() {
        List.copyOf(open.values()).forEach(scope -> scope.endForgotten("the engine closed before"));
    }
}
