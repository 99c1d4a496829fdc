package org.jobledger.engine.runtime;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
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
import org.jobledger.engine.ledger.CommandLog;
import org.jobledger.engine.ledger.LedgerCommand;
import org.jobledger.engine.state.Command;
import org.jobledger.engine.state.JobState;
import org.jobledger.engine.state.WorkerToken;
import org.jspecify.annotations.Nullable;

/** Begins normal jobs on their callers' threads: waits for the claims, then looks whether the resource is still there. Thread-safe. */
final class NormalJobs {
    /** How long until somebody who was asked to stop before he was in the ledger is asked again. */
    private static final long ASK_AGAIN_MILLIS = 20;

    private final CommandLog ledger;
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

    NormalJobs(CommandLog ledger, JobQueue queue, Workers workers, EngineClock clock, Abort abort) {
        this.ledger = ledger;
        this.queue = queue;
        this.desk = queue.desk();
        this.refusals = queue.refusals();
        this.workers = workers;
        this.clock = clock;
        this.abort = abort;
    }

    JobScope begin(JobRequest request) throws InterruptedException {
        Asked asked = ask(request);
        try {
            await(asked);
        } catch (InterruptedException | RuntimeException | Error e) {
            desk.table().release(asked.ticket());
            throw e;
        }
        return new Scope(begun(asked));
    }

    /**
     * A normal job that was not refused: it has its claims or waits for them.
     *
     * @param recorded the claimed resources that had a definition then
     * @param waits null where it had its claims at once
     * @param aborted the async jobs that it has asked to stop
     */
    record Asked(
            long id,
            JobRequest request,
            JobCreated definition,
            List<ResourceRef> recorded,
            Ticket ticket,
            @Nullable GrantWait waits,
            Set<Long> aborted) {}

    /** Asks for the claims; {@link #begun} follows, where it waits when the wait is over. */
    Asked ask(JobRequest request) {
        long outer = request.admission().nestedIn();
        LiveJob host = outer == 0 ? null : queue.find(outer);
        // What is inside a job that is let come to its end belongs to that end.
        if (host == null || host.left()) {
            queue.requireOpen();
        }
        if (request.jobClass() == JobClass.ASYNC) {
            throw new InvalidRequestException("an async job is submitted, not begun");
        }
        if (!request.terms().equals(JobTerms.PLAIN) || request.speedLimit() > 0) {
            throw new InvalidRequestException("a job of class " + request.jobClass() + " is on plain terms, not on "
                    + request.terms() + " with speed limit " + request.speedLimit());
        }
        long id = queue.nextId();
        JobCreated definition = JobQueue.definition(request, JobTerms.PLAIN, 1, RecoveryPolicy.FAIL);
        notOwner(request, host).ifPresent(why -> {
            throw refusals.record(id, definition, new NotNestedException(why));
        });
        List<ResourceRef> recorded = desk.recorded(request.claims());
        GrantWait wait = new GrantWait(workers);
        ClaimAnswer answer = desk.askNested(id, request, host == null ? null : host.ticket(), wait::grant);
        if (answer instanceof ClaimAnswer.Refused refused) {
            throw refusals.record(id, definition, refusals.error(refused));
        }
        boolean waits = answer instanceof ClaimAnswer.Queued;
        Ticket ticket = ClaimDesk.ticket(answer, () -> {});
        return new Asked(id, request, definition, recorded, ticket, waits ? wait : null, new HashSet<>());
    }

    /** Begins it, as it has its claims; where the wait was over before they came it is refused. */
    OpenScope begun(Asked asked) {
        try {
            if (asked.waits() != null) {
                if (!asked.waits().granted()) {
                    giveUp(asked);
                }
                desk.gone(asked.request().claims(), asked.recorded()).ifPresent(why -> {
                    throw refusals.record(asked.id(), asked.definition(), new ResourceGoneException(why));
                });
            }
            return open(asked);
        } catch (RuntimeException | Error e) {
            desk.table().release(asked.ticket());
            throw e;
        }
    }

    private OpenScope open(Asked asked) {
        long id = asked.id();
        OpenScope begun = new OpenScope(ledger, id, asked.definition().operation(), token(asked), clock, () -> {
            open.remove(id);
            desk.table().release(asked.ticket());
        });
        open.put(id, begun);
        return begun;
    }

    /** Records that it begins; a QUERY is not recorded. */
    private @Nullable WorkerToken token(Asked asked) {
        if (asked.definition().jobClass() == JobClass.QUERY) {
            return null;
        }
        long within = asked.request().admission().nestedIn();
        Command submit = new Command.Submit(asked.definition());
        Command start = new Command.Start(false, Thread.currentThread().getName());
        JobState started = ledger.append(
                        within == 0
                                ? LedgerCommand.ForJob.of(asked.id(), submit, start)
                                : LedgerCommand.ForJob.of(asked.id(), submit, new Command.Nest(within), start))
                .job();
        return started == null ? null : started.token();
    }

    /** The ends of those that other threads are at work on. */
    List<CompletableFuture<?>> elsewhere() {
        List<CompletableFuture<?>> ends = new ArrayList<>();
        for (OpenScope scope : open.values()) {
            @Nullable CompletableFuture<?> end = scope.elsewhere();
            if (end != null) {
                ends.add(end);
            }
        }
        return ends;
    }

    /** Ends the normal jobs that nobody has ended, and says where they began. */
    void endForgotten() {
        List.copyOf(open.values()).forEach(scope -> scope.endForgotten("the engine closed before"));
    }

    private static Optional<String> notOwner(JobRequest request, @Nullable LiveJob host) {
        long outer = request.admission().nestedIn();
        Thread owner = host == null ? null : host.owner();
        boolean owned = Thread.currentThread().equals(owner);
        if (owned && host != null && host.abandoned()) {
            return Optional.of(
                    "cannot begin " + request.operation() + " nested in job " + outer + ": it was abandoned");
        } else if (outer == 0 || owned) {
            return Optional.empty();
        }
        String why = host == null ? "no such job is active" : "it does not run";
        return Optional.of("cannot begin " + request.operation() + " nested in job " + outer + ": "
                + (owner == null ? why : "it belongs to thread '" + owner.getName() + "'") + ", and this is thread '"
                + Thread.currentThread().getName() + "'");
    }

    private void await(Asked asked) throws InterruptedException {
        GrantWait wait = asked.waits();
        if (wait == null) {
            return;
        }
        Runnable cancel = wait.limit(asked.request().maxWait());
        try {
            boolean all = !asked.request().admission().abortsHolders();
            while (!all) {
                all = abortBlockers(asked) || wait.settledWithin(ASK_AGAIN_MILLIS);
            }
            wait.await();
        } finally {
            cancel.run();
        }
    }

    /** Asks those in the way to stop; false where one of them could not be asked yet. */
    boolean abortBlockers(Asked asked) {
        JobRequest request = asked.request();
        boolean all = true;
        for (long blocker : desk.table().asyncBlockers(asked.ticket())) {
            if (!asked.aborted().contains(blocker)) {
                try {
                    abort.ask(blocker, request.principal(), request.api() + " ends what it works on");
                    asked.aborted().add(blocker);
                } catch (JobRefusedException e) {
                    // It ends just now, or its acceptance is on its way into the ledger.
                    all = false;
                }
            }
        }
        return all;
    }

    private void giveUp(Asked asked) {
        ClaimWait why = desk.why(asked.ticket());
        // False where the claims came in the last moment: then they are good.
        if (desk.table().withdraw(asked.ticket())) {
            queue.requireOpen();
            throw refusals.record(
                    asked.id(),
                    asked.definition(),
                    new ResourceBusyException(
                            ResourceBusyException.TIMEOUT,
                            why + "; waited " + asked.request().maxWait().toMillis() + " ms",
                            why));
        }
    }
}
