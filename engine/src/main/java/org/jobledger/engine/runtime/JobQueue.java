package org.jobledger.engine.runtime;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
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
import org.jobledger.engine.event.Claim;
import org.jobledger.engine.event.JobClass;
import org.jobledger.engine.event.JobCreated;
import org.jobledger.engine.event.JobStatus;
import org.jobledger.engine.event.JobTerms;
import org.jobledger.engine.event.RecoveryPolicy;
import org.jobledger.engine.event.ResourceRef;
import org.jobledger.engine.ledger.Appended;
import org.jobledger.engine.ledger.KeyKnownException;
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
    private final Refusals refusals;
    private final Map<Long, LiveJob> live = new ConcurrentHashMap<>();
    private final Map<Long, AdoptedGroup> adopted = new ConcurrentHashMap<>();
    private final Groups groups;
    private final AtomicLong lastId;
    private volatile @Nullable NormalJobs normal;
    private volatile boolean closing;

    JobQueue(
            Ledger ledger, Map<String, Operation> operations, Workers workers, EngineClock clock, ResourceRules rules) {
        this.ledger = ledger;
        this.operations = operations;
        this.workers = workers;
        this.clock = clock;
        this.desk = new ClaimDesk(ledger, clock, rules, this::phase);
        this.claims = desk.table();
        this.refusals = new Refusals(ledger, desk);
        this.groups = new Groups(ledger, this::completed);
        this.lastId = new AtomicLong(ledger.live().lastJobId());
    }

    @Nullable
    LiveJob find(long id) {
        return live.get(id);
    }

    Collection<LiveJob> all() {
        return live.values();
    }

    Groups groups() {
        return groups;
    }

    /** How good predictions were is told with the ends, and only then. */
    void completed(Appended ends) {
        ends.accuracies().forEach((id, accuracy) -> {
            LiveJob job = live.get(id);
            if (job != null) {
                job.accuracy(accuracy);
            }
        });
    }

    /** The jobs that stand between a job and its claims; empty where it has them. */
    List<Long> waitsFor(long id) {
        LiveJob job = live.get(id);
        Ticket ticket = job == null ? null : job.ticket();
        return ticket == null || claims.granted(ticket) ? List.of() : ids(desk.why(ticket));
    }

    ClaimDesk desk() {
        return desk;
    }

    /** Where handlers begin jobs inside theirs; told once, before any job runs. */
    void nesting(NormalJobs jobs) {
        normal = jobs;
    }

    JobScope begin(JobRequest request) throws InterruptedException {
        NormalJobs jobs = normal;
        if (jobs == null) {
            throw new IllegalStateException("the engine is not open yet");
        }
        return jobs.begin(request);
    }

    Refusals refusals() {
        return refusals;
    }

    private JobPhase phase(long id) {
        LiveJob job = live.get(id);
        return job == null ? JobPhase.NONE : job.phase();
    }

    /** Waits until no job is left that ends without people, or this long; an interrupt ends the waiting. */
    void awaitIdle(Duration atMost) {
        CompletableFuture<?> all = CompletableFuture.allOf(live.values().stream()
                .filter(this::endsByItself)
                .map(LiveJob::ended)
                .toArray(CompletableFuture<?>[]::new));
        try {
            all.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("not all jobs ended well before the engine closes", e);
        }
    }

    private boolean endsByItself(LiveJob job) {
        JobState now = ledger.live().job(job.id());
        return now == null
                || now.abort() != null
                || (now.status() != JobStatus.PENDING && now.status() != JobStatus.PAUSED);
    }

    /** Takes no more jobs. */
    void close() {
        closing = true;
    }

    LiveJob submit(JobRequest request) {
        requireOpen();
        Operation operation = operation(request);
        JobCreated definition = definition(request, request.terms(), operation.version(), operation.policy());
        requireNewKey(definition);
        LiveJob job = live(lastId.incrementAndGet(), operation, definition, LiveJob.Purpose.WORK);
        List<ResourceRef> recorded = desk.recorded(request.claims());
        ClaimAnswer answer = desk.ask(job.id(), request, () -> proceed(job));
        if (answer instanceof ClaimAnswer.Refused refused) {
            throw refusals.record(job.id(), definition, refusals.error(refused));
        }
        Ticket ticket = ticket(answer, () -> proceed(job));
        enter(job, ticket);
        if (answer instanceof ClaimAnswer.Queued) {
            job.obstacle(() -> desk.gone(request.claims(), recorded));
        }
        accept(List.of(job), ticket, List.of(commands(definition, request)));
        begin(job, ticket, request.maxWait());
        return job;
    }

    private void enter(LiveJob job, Ticket ticket) {
        job.ticket(ticket);
        job.queue(this);
        live.put(job.id(), job);
    }

    private static Ticket ticket(ClaimAnswer answer, Runnable atOnce) {
        if (answer instanceof ClaimAnswer.Granted granted) {
            atOnce.run();
            return granted.ticket();
        } else if (answer instanceof ClaimAnswer.Queued queued) {
            return queued.ticket();
        }
        throw new IllegalStateException("claims that cannot be refused were: " + answer);
    }

    /** Accepts jobs that end together; they have one ticket for all their claims, so that none waits for what another of them has. */
    List<LiveJob> submitTogether(List<JobRequest> requests) {
        requireOpen();
        Groups.require(requests);
        List<Claim> all =
                Groups.claims(requests.stream().map(JobRequest::claims).toList());
        List<Operation> operations = requests.stream().map(this::operation).toList();
        Duration maxWait = requests.get(0).maxWait();
        long first = lastId.getAndAdd(requests.size()) + 1;
        SharedGrant grant = new SharedGrant(this::proceed);
        List<LiveJob> jobs = new ArrayList<>();
        List<List<Command>> commands = new ArrayList<>();
        for (int i = 0; i < requests.size(); i++) {
            JobRequest request = requests.get(i);
            JobCreated definition = definition(
                    request,
                    request.terms().inGroup(first, requests.size()),
                    operations.get(i).version(),
                    operations.get(i).policy());
            LiveJob job = live(first + i, operations.get(i), definition, LiveJob.Purpose.WORK);
            grant.add(job);
            jobs.add(job);
            commands.add(commands(definition, request));
        }
        List<ResourceRef> recorded = desk.recorded(all);
        ClaimAnswer answer = desk.ask(first, requests.get(0), all, grant::granted);
        if (answer instanceof ClaimAnswer.Refused refused) {
            throw refusals.error(refused);
        }
        Ticket ticket = ticket(answer, grant::granted);
        for (LiveJob job : jobs) {
            enter(job, ticket);
            if (answer instanceof ClaimAnswer.Queued) {
                job.obstacle(() -> desk.gone(all, recorded));
            }
        }
        accept(jobs, ticket, commands);
        jobs.forEach(job -> begin(job, ticket, maxWait));
        return jobs;
    }

    private Operation operation(JobRequest request) {
        Operation operation = operations.get(request.operation());
        if (operation == null) {
            throw new InvalidRequestException("no operation '" + request.operation() + "' is registered; there are "
                    + operations.keySet().stream().sorted().toList());
        }
        if (request.jobClass() != JobClass.ASYNC) {
            throw new InvalidRequestException("a job of class " + request.jobClass() + " is begun, not submitted");
        }
        return operation;
    }

    private void requireNewKey(JobCreated definition) {
        String key = definition.terms().key();
        if (key != null) {
            OptionalLong known = ledger.live().jobUnder(key, definition);
            if (known.isPresent()) {
                throw new KeyKnownException(key, known.getAsLong());
            }
        }
    }

    private LiveJob live(long id, Operation operation, JobCreated definition, LiveJob.Purpose purpose) {
        return new LiveJob(id, operation, purpose, definition.terms(), clock);
    }

    private static List<Command> commands(JobCreated definition, JobRequest request) {
        List<Command> commands = new ArrayList<>(List.of(new Command.Submit(definition)));
        if (!request.admission().allowed().equals(JobAdmission.DEFAULT.allowed())) {
            commands.add(new Command.Allow(WorkerToken.NONE, request.admission().allowedInOrder()));
        }
        if (request.speedLimit() != 0) {
            commands.add(new Command.LimitSpeed(definition.principal(), request.speedLimit()));
        }
        return commands;
    }

    private void accept(List<LiveJob> jobs, Ticket ticket, List<List<Command>> commands) {
        List<Long> before = claims.granted(ticket) ? List.of() : ids(desk.why(ticket));
        List<LedgerCommand.ForJob> all = new ArrayList<>();
        for (int i = 0; i < jobs.size(); i++) {
            List<Command> ofJob = new ArrayList<>(commands.get(i));
            if (!before.isEmpty()) {
                ofJob.add(new Command.Queue(before));
            }
            all.add(new LedgerCommand.ForJob(jobs.get(i).id(), ofJob));
        }
        try {
            ledger.append(all.size() == 1 ? all.get(0) : new LedgerCommand.Together(all));
        } catch (RuntimeException e) {
            jobs.forEach(this::forget);
            throw e;
        }
    }

    private void begin(LiveJob job, Ticket ticket, Duration maxWait) {
        if (!claims.granted(ticket)) {
            workers.after(maxWait, () -> giveUp(job, maxWait));
        }
        proceed(job);
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
        if (ticket != null && !(job.terms().grouped() && sharedByOthers(ticket))) {
            claims.release(ticket);
        }
    }

    /** A group frees its claims when the last of its jobs is gone. */
    private boolean sharedByOthers(Ticket ticket) {
        return live.values().stream().anyMatch(other -> ticket.equals(other.ticket()));
    }

    /** Takes a job out of the queue of claims; true for the one who did so, and has to end it. */
    boolean withdraw(LiveJob job) {
        Ticket ticket = job.ticket();
        if (ticket == null) {
            return false;
        }
        boolean withdrawn = claims.withdraw(ticket);
        // With one job of a group all stop waiting, as they have one ticket.
        return job.terms().grouped() ? !claims.granted(ticket) && job.endOnce() : withdrawn;
    }

    private void giveUp(LiveJob job, Duration waited) {
        Ticket ticket = job.ticket();
        if (ticket == null || claims.granted(ticket)) {
            return;
        }
        String message = desk.why(ticket) + "; waited " + waited.toMillis() + " ms";
        if (withdraw(job)) {
            workers.end(job, new Command.Reject(ResourceBusyException.TIMEOUT, message));
        }
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
        LiveJob job = live(state.id(), operation, state.definition(), purpose);
        long group = state.definition().terms().group();
        if (group == 0) {
            job.ticket(ticket(desk.ask(state, state.definition().claims(), () -> proceed(job)), () -> proceed(job)));
        } else {
            adopted.computeIfAbsent(group, first -> adopt(groups.unfinished(group)))
                    .add(job);
        }
        job.queue(this);
        live.put(job.id(), job);
        return job;
    }

    /** The claims of a group that was found unfinished, as one set. */
    private AdoptedGroup adopt(List<JobState> jobs) {
        SharedGrant grant = new SharedGrant(this::proceed);
        List<Claim> all = Groups.claims(
                jobs.stream().map(job -> job.definition().claims()).toList());
        Ticket ticket = ticket(desk.ask(jobs.get(0), all, grant::granted), grant::granted);
        return new AdoptedGroup(ticket, grant);
    }

    private record AdoptedGroup(Ticket ticket, SharedGrant grant) {
        void add(LiveJob job) {
            job.ticket(ticket);
            grant.add(job);
        }
    }

    /** Keeps the claims of a job that nothing can be done for yet. */
    void hold(JobState state) {
        ClaimAnswer kept = desk.ask(state, state.definition().claims(), () -> {});
        LOG.debug("job {} is held with its claims: {}", state.id(), kept);
    }

    /** Lets an adopted job run as soon as it has its claims. */
    void release(LiveJob job) {
        proceed(job);
    }

    long nextId() {
        return lastId.incrementAndGet();
    }

    void requireOpen() {
        if (closing || !ledger.owned()) {
            throw new LedgerClosedException(
                    closing ? "the engine is closed" : "the ledger was opened only to inspect it");
        }
    }

    static JobCreated definition(JobRequest request, JobTerms terms, int version, RecoveryPolicy policy) {
        return new JobCreated(
                request.operation(),
                version,
                request.jobClass(),
                request.claims(),
                request.parameters(),
                policy,
                request.principal(),
                request.api(),
                terms);
    }
}
