package org.jobledger.engine.runtime;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jobledger.engine.ClaimWait;
import org.jobledger.engine.EngineClock;
import org.jobledger.engine.InvalidRequestException;
import org.jobledger.engine.JobRefusedException;
import org.jobledger.engine.JobRequest;
import org.jobledger.engine.JobScope;
import org.jobledger.engine.NotNestedException;
import org.jobledger.engine.ResourceBusyException;
import org.jobledger.engine.ResourceGoneException;
import org.jobledger.engine.claim.ClaimAnswer;
import org.jobledger.engine.claim.Ticket;
import org.jobledger.engine.event.JobClass;
import org.jobledger.engine.event.JobCreated;
import org.jobledger.engine.event.JobTerms;
import org.jobledger.engine.event.RecoveryPolicy;
import org.jobledger.engine.event.ResourceRef;
import org.jobledger.engine.ledger.Ledger;
import org.jobledger.engine.ledger.LedgerCommand;
import org.jobledger.engine.state.Command;
import org.jobledger.engine.state.JobState;
import org.jobledger.engine.state.WorkerToken;
import org.jspecify.annotations.Nullable;

/** Begins normal jobs on their callers' threads: waits for the claims, then looks whether the resource is still there. Thread-safe. */
final class NormalJobs {
    /** How long until somebody who was asked to stop before he was in the ledger is asked again. */
    private static final long ASK_AGAIN_MILLIS = 20;

    private final Ledger ledger;
    private final JobQueue queue;
    private final ClaimDesk desk;
    private final Refusals refusals;
    private final Workers workers;
    private final EngineClock clock;
    private final Abort abort;
    private final Map<Long, OpenScope> open = new ConcurrentHashMap<>();

    /** How async jobs are asked to stop. */
    interface Abort {
        /**
         * Asks a job.
         *
         * @throws JobRefusedException if it has ended, or is not in the ledger yet
         */
        void ask(long jobId, String by, String reason);
    }

    NormalJobs(Ledger ledger, JobQueue queue, Workers workers, EngineClock clock, Abort abort) {
        this.ledger = ledger;
        this.queue = queue;
        this.desk = queue.desk();
        this.refusals = queue.refusals();
        this.workers = workers;
        this.clock = clock;
        this.abort = abort;
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
        long outer = request.admission().nestedIn();
        return begin(
                queue.nextId(),
                request,
                JobQueue.definition(request, JobTerms.PLAIN, 1, RecoveryPolicy.FAIL),
                outer == 0 ? null : queue.find(outer));
    }

    private JobScope begin(long id, JobRequest request, JobCreated definition, @Nullable LiveJob host)
            throws InterruptedException {
        notOwner(request, host).ifPresent(why -> {
            throw refusals.record(id, definition, new NotNestedException(why));
        });
        List<ResourceRef> recorded = desk.recorded(request.claims());
        GrantWait wait = new GrantWait(workers);
        ClaimAnswer answer = desk.ask(id, request, wait::granted);
        if (answer instanceof ClaimAnswer.Refused refused) {
            throw refusals.record(id, definition, refusals.error(refused));
        }
        Ticket ticket =
                answer instanceof ClaimAnswer.Granted now ? now.ticket() : ((ClaimAnswer.Queued) answer).ticket();
        try {
            if (answer instanceof ClaimAnswer.Queued) {
                await(ticket, wait, request, definition);
                desk.gone(request.claims(), recorded).ifPresent(why -> {
                    throw refusals.record(id, definition, new ResourceGoneException(why));
                });
            }
            return scope(id, definition, request.admission().nestedIn(), ticket);
        } catch (InterruptedException | RuntimeException | Error e) {
            desk.table().release(ticket);
            throw e;
        }
    }

    private Scope scope(long id, JobCreated definition, long nestedIn, Ticket ticket) {
        WorkerToken token = null;
        if (definition.jobClass() != JobClass.QUERY) {
            Command submit = new Command.Submit(definition);
            Command start = new Command.Start(false, Thread.currentThread().getName());
            JobState started = ledger.append(
                            nestedIn == 0
                                    ? LedgerCommand.ForJob.of(id, submit, start)
                                    : LedgerCommand.ForJob.of(id, submit, new Command.Nest(nestedIn), start))
                    .job();
            token = started == null ? null : started.token();
        }
        OpenScope begun = new OpenScope(ledger, id, definition.operation(), token, clock, () -> {
            open.remove(id);
            desk.table().release(ticket);
        });
        open.put(id, begun);
        return new Scope(begun);
    }

    /** Ends the normal jobs that nobody has ended, and says where they began. */
    void endForgotten() {
        List.copyOf(open.values()).forEach(scope -> scope.endForgotten("the engine closed before"));
    }

    private static Optional<String> notOwner(JobRequest request, @Nullable LiveJob host) {
        long outer = request.admission().nestedIn();
        Thread owner = host == null ? null : host.owner();
        if (outer == 0 || Thread.currentThread().equals(owner)) {
            return Optional.empty();
        }
        String why = host == null ? "no such job is active" : "it does not run";
        return Optional.of("cannot begin " + request.operation() + " nested in job " + outer + ": "
                + (owner == null ? why : "it belongs to thread '" + owner.getName() + "'") + ", and this is thread '"
                + Thread.currentThread().getName() + "'");
    }

    private void await(Ticket ticket, GrantWait wait, JobRequest request, JobCreated definition)
            throws InterruptedException {
        Runnable cancel = wait.limit(request.maxWait());
        try {
            Set<Long> asked = new HashSet<>();
            boolean all = !request.admission().abortsHolders();
            while (!all) {
                all = abortBlockers(ticket, request, asked) || wait.settledWithin(ASK_AGAIN_MILLIS);
            }
            if (!wait.settled()) {
                giveUp(ticket, request, definition);
            }
        } finally {
            cancel.run();
        }
    }

    /** Asks those in the way to stop; false where one of them could not be asked yet. */
    private boolean abortBlockers(Ticket ticket, JobRequest request, Set<Long> asked) {
        boolean all = true;
        for (long blocker : desk.table().asyncBlockers(ticket)) {
            if (!asked.contains(blocker)) {
                try {
                    abort.ask(blocker, request.principal(), request.api() + " ends what it works on");
                    asked.add(blocker);
                } catch (JobRefusedException e) {
                    // It ends just now, or its acceptance is on its way into the ledger.
                    all = false;
                }
            }
        }
        return all;
    }

    private void giveUp(Ticket ticket, JobRequest request, JobCreated definition) {
        ClaimWait why = desk.why(ticket);
        // False where the claims came in the last moment: then they are good.
        if (desk.table().withdraw(ticket)) {
            throw refusals.record(
                    ticket.claimant().jobId(),
                    definition,
                    new ResourceBusyException(
                            ResourceBusyException.TIMEOUT,
                            why + "; waited " + request.maxWait().toMillis() + " ms",
                            why));
        }
    }
}
