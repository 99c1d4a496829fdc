package org.jobledger.engine.runtime;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jobledger.engine.ClaimOwner;
import org.jobledger.engine.ClaimWait;
import org.jobledger.engine.EngineClock;
import org.jobledger.engine.InvalidRequestException;
import org.jobledger.engine.JobAdmission;
import org.jobledger.engine.JobPhase;
import org.jobledger.engine.JobRequest;
import org.jobledger.engine.JobScope;
import org.jobledger.engine.LedgerClosedException;
import org.jobledger.engine.Operation;
import org.jobledger.engine.ResourceBusyException;
import org.jobledger.engine.ResourceRules;
import org.jobledger.engine.claim.ClaimAnswer;
import org.jobledger.engine.claim.ClaimTable;
import org.jobledger.engine.claim.Ticket;
import org.jobledger.engine.event.JobClass;
import org.jobledger.engine.event.JobCreated;
import org.jobledger.engine.event.RecoveryPolicy;
import org.jobledger.engine.event.ResourceRef;
import org.jobledger.engine.ledger.Ledger;
import org.jobledger.engine.ledger.LedgerCommand;
import org.jobledger.engine.state.Command;
import org.jobledger.engine.state.JobState;
import org.jobledger.engine.state.WorkerToken;
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
    private final ClaimDesk desk;
    private final ClaimTable claims;
    private final NormalJobs normal;
    private final Map<Long, LiveJob> live = new ConcurrentHashMap<>();
    private final AtomicLong lastId;
    private volatile boolean closing;

    JobQueue(
            Ledger ledger, Map<String, Operation> operations, Workers workers, EngineClock clock, ResourceRules rules) {
        this.ledger = ledger;
        this.operations = operations;
        this.workers = workers;
        this.clock = clock;
        this.desk = new ClaimDesk(ledger, clock, rules, this::phase);
        this.claims = desk.table();
        this.normal = new NormalJobs(ledger, desk, workers, clock, this::abort);
        this.lastId = new AtomicLong(ledger.live().lastJobId());
    }

    @Nullable
    LiveJob find(long id) {
        return live.get(id);
    }

    Collection<LiveJob> all() {
        return live.values();
    }

    ClaimDesk desk() {
        return desk;
    }

    private JobPhase phase(long id) {
        LiveJob job = live.get(id);
        return job == null ? JobPhase.NONE : job.phase();
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
        List<ResourceRef> recorded = desk.recorded(request.claims());
        ClaimAnswer answer = desk.ask(job.id(), request, () -> proceed(job));
        if (answer instanceof ClaimAnswer.Refused refused) {
            throw normal.refuse(job.id(), definition, normal.refused(refused));
        }
        Ticket ticket = ticket(answer, job);
        job.ticket(ticket);
        job.queue(this);
        live.put(job.id(), job);
        if (answer instanceof ClaimAnswer.Queued) {
            job.obstacle(() -> desk.gone(request.claims(), recorded));
        }
        accept(job, request, definition, answer instanceof ClaimAnswer.Queued ? ids(desk.why(ticket)) : List.of());
        if (!claims.granted(ticket)) {
            workers.after(request.maxWait(), () -> giveUp(job, request.maxWait()));
        }
        proceed(job);
        return job;
    }

    private Ticket ticket(ClaimAnswer answer, LiveJob job) {
        if (answer instanceof ClaimAnswer.Granted granted) {
            proceed(job);
            return granted.ticket();
        } else if (answer instanceof ClaimAnswer.Queued queued) {
            return queued.ticket();
        }
        throw new IllegalStateException("the claims of job " + job.id() + " were refused: " + answer);
    }

    private void accept(LiveJob job, JobRequest request, JobCreated definition, List<Long> waitsFor) {
        List<Command> commands = new ArrayList<>(List.of(new Command.Submit(definition)));
        if (!request.admission().allowed().equals(JobAdmission.DEFAULT.allowed())) {
            commands.add(new Command.Allow(WorkerToken.NONE, request.admission().allowedInOrder()));
        }
        if (!waitsFor.isEmpty()) {
            commands.add(new Command.Queue(waitsFor));
        }
        try {
            ledger.append(LedgerCommand.ForJob.of(job.id(), commands.toArray(Command[]::new)));
        } catch (RuntimeException e) {
            forget(job);
            throw e;
        }
    }

    private static List<Long> ids(ClaimWait why) {
        return why.waitsFor().stream().map(ClaimOwner::jobId).toList();
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
        String message = desk.why(ticket) + "; waited " + waited.toMillis() + " ms";
        if (claims.withdraw(ticket)) {
            workers.end(job, new Command.Reject(ResourceBusyException.TIMEOUT, message));
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
        long host = request.admission().nestedIn();
        return normal.begin(
                lastId.incrementAndGet(),
                request,
                definition(request, 1, RecoveryPolicy.FAIL),
                host == 0 ? null : live.get(host));
    }

    /** Lets an async job allow other classes beside it; its own thread alone asks, after the change is in the log. */
    void allow(LiveJob job, Set<JobClass> allowed) {
        Ticket ticket = job.ticket();
        if (ticket != null) {
            claims.allow(ticket, allowed);
        }
    }

    /** Takes the claims of a job that was found unfinished; it waits for them where another such job has them. */
    LiveJob adopt(JobState state, Operation operation, LiveJob.Purpose purpose) {
        LiveJob job = new LiveJob(state.id(), operation, purpose, clock);
        job.ticket(ticket(desk.ask(state, () -> proceed(job)), job));
        job.queue(this);
        live.put(job.id(), job);
        return job;
    }

    /** Keeps the claims of a job that nothing can be done for yet. */
    void hold(JobState state) {
        ClaimAnswer kept = desk.ask(state, () -> {});
        LOG.debug("job {} is held with its claims: {}", state.id(), kept);
    }

    /** Lets an adopted job run as soon as it has its claims. */
    void release(LiveJob job) {
        proceed(job);
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
}
