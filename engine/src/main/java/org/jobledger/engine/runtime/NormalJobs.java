package org.jobledger.engine.runtime;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jobledger.engine.ClaimWait;
import org.jobledger.engine.EngineClock;
import org.jobledger.engine.JobLedgerException;
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
import org.jobledger.engine.event.ResourceRef;
import org.jobledger.engine.ledger.Ledger;
import org.jobledger.engine.ledger.LedgerCommand;
import org.jobledger.engine.state.Command;
import org.jspecify.annotations.Nullable;

/** Begins normal jobs on their callers' threads: waits for the claims, then looks whether the resource is still there. Thread-safe. */
final class NormalJobs {
    /** How long until somebody who was asked to stop before he was in the ledger is asked again. */
    private static final long ASK_AGAIN_MILLIS = 20;

    private final Ledger ledger;
    private final ClaimDesk desk;
    private final Workers workers;
    private final EngineClock clock;
    private final Abort abort;

    /** How async jobs are asked to stop. */
    interface Abort {
        /**
         * Asks a job.
         *
         * @throws JobRefusedException if it has ended, or is not in the ledger yet
         */
        void ask(long jobId, String by, String reason);
    }

    NormalJobs(Ledger ledger, ClaimDesk desk, Workers workers, EngineClock clock, Abort abort) {
        this.ledger = ledger;
        this.desk = desk;
        this.workers = workers;
        this.clock = clock;
        this.abort = abort;
    }

    /**
     * Begins a job.
     *
     * @param host the job that it says to be nested in, where that is active
     */
    JobScope begin(long id, JobRequest request, JobCreated definition, @Nullable LiveJob host)
            throws InterruptedException {
        notOwner(request, host).ifPresent(why -> {
            throw refuse(id, definition, new NotNestedException(why));
        });
        List<ResourceRef> recorded = desk.recorded(request.claims());
        GrantWait wait = new GrantWait(workers);
        ClaimAnswer answer = desk.ask(id, request, wait::granted);
        if (answer instanceof ClaimAnswer.Refused refused) {
            throw refuse(id, definition, refused(refused));
        }
        Ticket ticket =
                answer instanceof ClaimAnswer.Granted now ? now.ticket() : ((ClaimAnswer.Queued) answer).ticket();
        try {
            if (answer instanceof ClaimAnswer.Queued) {
                await(ticket, wait, request, definition);
                desk.gone(request.claims(), recorded).ifPresent(why -> {
                    throw refuse(id, definition, new ResourceGoneException(why));
                });
            }
            boolean kept = definition.jobClass() != JobClass.QUERY;
            return new Scope(
                    ledger,
                    desk.table(),
                    ticket,
                    id,
                    kept ? definition : null,
                    request.admission().nestedIn(),
                    clock);
        } catch (InterruptedException | RuntimeException | Error e) {
            desk.table().release(ticket);
            throw e;
        }
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
            throw refuse(
                    ticket.claimant().jobId(),
                    definition,
                    new ResourceBusyException(
                            ResourceBusyException.TIMEOUT,
                            why + "; waited " + request.maxWait().toMillis() + " ms",
                            why));
        }
    }

    /** The error that tells of a refusal. */
    JobLedgerException refused(ClaimAnswer.Refused refused) {
        if (refused.code().equals(NotNestedException.CODE)) {
            return new NotNestedException(refused.note());
        }
        ClaimWait why = desk.told(refused.why());
        return new ResourceBusyException(refused.code(), why + refused.note(), why);
    }

    /** Records a refusal. */
    <E extends JobLedgerException> E refuse(long id, JobCreated definition, E error) {
        String message = error.getMessage() == null ? "" : error.getMessage();
        ledger.append(
                LedgerCommand.ForJob.of(id, new Command.Submit(definition), new Command.Reject(error.code(), message)));
        return error;
    }
}
