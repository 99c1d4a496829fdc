package org.jobledger.engine.runtime;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jobledger.engine.EngineClock;
import org.jobledger.engine.InvalidRequestException;
import org.jobledger.engine.JobRequest;
import org.jobledger.engine.JobScope;
import org.jobledger.engine.LedgerClosedException;
import org.jobledger.engine.Operation;
import org.jobledger.engine.ResourceBusyException;
import org.jobledger.engine.claim.ClaimTable;
import org.jobledger.engine.claim.Claimant;
import org.jobledger.engine.claim.Ticket;
import org.jobledger.engine.event.Claim;
import org.jobledger.engine.event.JobClass;
import org.jobledger.engine.event.JobCreated;
import org.jobledger.engine.event.RecoveryPolicy;
import org.jobledger.engine.event.ResourceRef;
import org.jobledger.engine.ledger.Ledger;
import org.jobledger.engine.ledger.LedgerCommand;
import org.jobledger.engine.state.Command;
import org.jobledger.engine.state.JobState;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accepts jobs: gives them numbers, gets them their claims, and hands them to the workers when they have both their claims and a place in
 * the log. Thread-safe.
 */
final class JobQueue {
    private static final Logger LOG = LoggerFactory.getLogger(JobQueue.class);

    private final Ledger ledger;
    private final Map<String, Operation> operations;
    private final Workers workers;
    private final EngineClock clock;
    private final ClaimTable claims = new ClaimTable();
    private final Map<Long, LiveJob> live = new ConcurrentHashMap<>();
    private final AtomicLong lastId;
    private volatile boolean closing;

    JobQueue(Ledger ledger, Map<String, Operation> operations, Workers workers, EngineClock clock) {
        this.ledger = ledger;
        this.operations = operations;
        this.workers = workers;
        this.clock = clock;
        this.lastId = new AtomicLong(ledger.live().lastJobId());
    }

    @Nullable
    LiveJob find(long id) {
        return live.get(id);
    }

    Collection<LiveJob> all() {
        return live.values();
    }

    ClaimTable claims() {
        return claims;
    }

    /** Waits until no job is left that runs or waits here, or this long; an interrupt ends the waiting. */
    void awaitIdle(Duration atMost) {
        CompletableFuture<?> all = CompletableFuture.allOf(
                live.values().stream().map(LiveJob::ended).toArray(CompletableFuture<?>[]::new));
        try {
            all.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("not all jobs ended well before the engine closes", e);
        }
    }

    /** Takes no more jobs. */
    void close() {
        closing = true;
    }

    LiveJob submit(JobRequest request) {
        requireOpen();
        Operation operation = operations.get(request.operation());
        if (operation == null) {
            throw new InvalidRequestException("no operation '" + request.operation() + "' is registered; there are "
                    + operations.keySet().stream().sorted().toList());
        }
        if (request.jobClass() != JobClass.ASYNC) {
            throw new InvalidRequestException("a job of class " + request.jobClass() + " is begun, not submitted");
        }
        LiveJob job = new LiveJob(lastId.incrementAndGet(), operation, LiveJob.Purpose.WORK, clock);
        JobCreated definition = definition(request, operation.version(), operation.policy());
        Claimant claimant = claimant(job.id(), definition);
        Ticket ticket = request.maxWait().isZero()
                ? claims.requestNow(claimant, request.claims(), () -> proceed(job))
                        .orElseThrow(() -> refuse(job.id(), definition))
                : claims.request(claimant, request.claims(), () -> proceed(job));
        job.ticket(ticket);
        live.put(job.id(), job);
        accept(job, ticket, definition);
        if (!claims.granted(ticket)) {
            workers.after(request.maxWait(), () -> giveUp(job, request.maxWait()));
        }
        proceed(job);
        return job;
    }

    private void accept(LiveJob job, Ticket ticket, JobCreated definition) {
        List<Claimant> before = claims.blockers(ticket);
        try {
            ledger.append(
                    before.isEmpty()
                            ? LedgerCommand.ForJob.of(job.id(), new Command.Submit(definition))
                            : LedgerCommand.ForJob.of(
                                    job.id(), new Command.Submit(definition), new Command.Queue(ids(before))));
        } catch (RuntimeException e) {
            forget(job);
            throw e;
        }
    }

    private static List<Long> ids(List<Claimant> claimants) {
        return claimants.stream().map(Claimant::jobId).toList();
    }

    private void proceed(LiveJob job) {
        if (job.oneLessMissing()) {
            workers.run(job);
        }
    }

    /** The job has ended or is gone: its claims are free for others. */
    void forget(LiveJob job) {
        live.remove(job.id());
        Ticket ticket = job.ticket();
        if (ticket != null) {
            claims.release(ticket);
        }
    }

    private void giveUp(LiveJob job, Duration waited) {
        Ticket ticket = job.ticket();
        if (ticket == null || claims.granted(ticket)) {
            return;
        }
        String message =
                busyMessage(ticket.claims(), claims.blockers(ticket)) + ", waited " + waited.toMillis() + " ms";
        if (claims.withdraw(ticket)) {
            workers.end(job, new Command.Reject("timeout", message));
        }
    }

    /** Asks a job to stop; one that still waits for its claims ends at once. */
    void abort(long id, String by, String reason) {
        ledger.append(LedgerCommand.ForJob.of(id, new Command.Abort(by, reason)));
        LiveJob job = live.get(id);
        if (job != null) {
            job.requestAbort();
            Ticket ticket = job.ticket();
            if (ticket != null && claims.withdraw(ticket)) {
                workers.end(job, new Command.Withdraw("canceled by " + by + " while it waited"));
            }
        }
    }

    JobScope begin(JobRequest request) throws InterruptedException {
        requireOpen();
        if (request.jobClass() == JobClass.ASYNC) {
            throw new InvalidRequestException("an async job is submitted, not begun");
        }
        long id = lastId.incrementAndGet();
        JobCreated definition = definition(request, 1, RecoveryPolicy.FAIL);
        GrantWait wait = new GrantWait(workers);
        Ticket ticket = claims.request(claimant(id, definition), request.claims(), wait::granted);
        try {
            if (!claims.granted(ticket) && !wait.await(request.maxWait()) && !claims.granted(ticket)) {
                throw refuse(id, definition);
            }
            boolean recorded = definition.jobClass() != JobClass.QUERY;
            return new Scope(ledger, claims, ticket, id, recorded ? definition : null, clock);
        } catch (InterruptedException | RuntimeException e) {
            claims.release(ticket);
            throw e;
        }
    }

    private ResourceBusyException refuse(long id, JobCreated definition) {
        List<Claimant> before = claims.blockers(definition.claims());
        String message = busyMessage(definition.claims(), before);
        ledger.append(LedgerCommand.ForJob.of(id, new Command.Submit(definition), new Command.Reject("busy", message)));
        return new ResourceBusyException(message);
    }

    private String busyMessage(List<Claim> wanted, List<Claimant> before) {
        String holders = before.stream().map(this::withPhase).collect(Collectors.joining(", "));
        return "cannot get " + wanted + ": held by " + (before.isEmpty() ? "nobody any more" : holders);
    }

    private String withPhase(Claimant claimant) {
        LiveJob job = live.get(claimant.jobId());
        return job == null || job.phase().index() == 0
                ? claimant.toString()
                : claimant + " in phase " + job.phase().index() + "/"
                        + job.phase().count() + " " + job.phase().name();
    }

    /** Takes the claims of a job that was found unfinished; it waits for them where another such job has them. */
    LiveJob adopt(JobState state, Operation operation, LiveJob.Purpose purpose) {
        LiveJob job = new LiveJob(state.id(), operation, purpose, clock);
        job.ticket(claims.request(
                claimant(state.id(), state.definition()), state.definition().claims(), () -> proceed(job)));
        live.put(job.id(), job);
        return job;
    }

    /** Keeps the claims of a job that nothing can be done for yet. */
    void hold(JobState state) {
        Ticket kept = claims.request(
                claimant(state.id(), state.definition()), state.definition().claims(), () -> {});
        LOG.debug("job {} is held with its claims, {}", state.id(), kept.claims());
    }

    /** Lets an adopted job run as soon as it has its claims. */
    void release(LiveJob job) {
        proceed(job);
    }

    Optional<LiveJob> holder(ResourceRef resource) {
        return claims.holders(resource).stream().findFirst().map(claimant -> live.get(claimant.jobId()));
    }

    private void requireOpen() {
        if (closing || !ledger.owned()) {
            throw new LedgerClosedException(
                    closing ? "the engine is closed" : "the ledger was opened only to inspect it");
        }
    }

    private static JobCreated definition(JobRequest request, int version, RecoveryPolicy policy) {
        return new JobCreated(
                request.operation(),
                version,
                request.jobClass(),
                request.claims(),
                request.parameters(),
                policy,
                request.principal(),
                request.api());
    }

    private Claimant claimant(long id, JobCreated definition) {
        return new Claimant(id, definition.operation(), definition.principal(), definition.api(), clock.instant());
    }
}
