package org.jobledger.engine.runtime;

import java.time.Duration;
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
import java.util.stream.Stream;
import org.jobledger.engine.EngineClock;
import org.jobledger.engine.JobPhase;
import org.jobledger.engine.JobRequest;
import org.jobledger.engine.JobScope;
import org.jobledger.engine.LedgerClosedException;
import org.jobledger.engine.Operation;
import org.jobledger.engine.ResourceRules;
import org.jobledger.engine.claim.ClaimTable;
import org.jobledger.engine.claim.Ticket;
import org.jobledger.engine.event.JobClass;
import org.jobledger.engine.event.JobCreated;
import org.jobledger.engine.event.JobStatus;
import org.jobledger.engine.event.JobTerms;
import org.jobledger.engine.event.RecoveryPolicy;
import org.jobledger.engine.ledger.Appended;
import org.jobledger.engine.ledger.CommandLog;
import org.jobledger.engine.state.JobState;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The jobs that live in this process: their numbers, their claims, and the way to the workers for those that have both their claims and a
 * place in the log. Thread-safe.
 */
final class JobQueue {
    private static final Logger LOG = LoggerFactory.getLogger(JobQueue.class);

    private final CommandLog ledger;
    private final Workers workers;
    private final EngineClock clock;
    private final ClaimDesk desk;
    private final ClaimTable claims;
    private final Refusals refusals;
    private final Map<Long, LiveJob> live = new ConcurrentHashMap<>();
    private final Set<Ticket> kept = ConcurrentHashMap.newKeySet();
    private final Groups groups;
    private final AtomicLong lastId;
    private volatile @Nullable NormalJobs normal;
    private volatile boolean closing;

    JobQueue(CommandLog ledger, Workers workers, EngineClock clock, ResourceRules rules) {
        this.ledger = ledger;
        this.workers = workers;
        this.clock = clock;
        this.desk = new ClaimDesk(ledger, clock, rules, this::phase);
        this.claims = desk.table();
        this.refusals = new Refusals(ledger, desk);
        this.groups = new Groups(ledger, this::completed, this::commits);
        this.lastId = new AtomicLong(ledger.live().lastJobId());
    }

    @Nullable
    LiveJob find(long id) {
        return live.get(id);
    }

    Collection<LiveJob> all() {
        return live.values();
    }

    /** True where a job runs here and its handler has to make its work stand before it ends. */
    boolean commits(long id) {
        LiveJob job = live.get(id);
        return job != null && job.commits();
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
        return ticket == null ? List.of() : inTheWayOf(ticket);
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
        return job == null ? JobPhase.NONE : job.samples().phase();
    }

    /**
     * Waits until no job is left that ends without people, or this long; an interrupt ends the waiting.
     *
     * @param others what else has to end
     */
    void awaitIdle(Duration atMost, List<CompletableFuture<?>> others) {
        CompletableFuture<?> all = CompletableFuture.allOf(Stream.concat(
                        others.stream(),
                        live.values().stream().filter(this::endsByItself).map(LiveJob::ended))
                .toArray(CompletableFuture<?>[]::new));
        try {
            all.get(TimeUnit.NANOSECONDS.convert(atMost), TimeUnit.NANOSECONDS);
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

    /** True once it takes no more jobs. */
    boolean closing() {
        return closing;
    }

    /** Takes no more jobs. */
    void close() {
        closing = true;
    }

    /** A job of this process, not yet entered. */
    LiveJob live(long id, Operation operation, JobCreated definition, LiveJob.Purpose purpose) {
        return new LiveJob(id, operation, purpose, definition.terms(), clock);
    }

    /** From now on it is found by its number; it has its claims, or waits for them. */
    void enter(LiveJob job, Ticket ticket) {
        job.ticket(ticket);
        job.queue(this);
        live.put(job.id(), job);
    }

    /** True where it has the claims of its ticket. */
    boolean granted(Ticket ticket) {
        return claims.granted(ticket);
    }

    /** The jobs between a ticket and its claims. */
    List<Long> inTheWayOf(Ticket ticket) {
        return claims.waitsFor(ticket);
    }

    /** One of the two things that a job needs before it may run is there: its claims, or its place in the log. */
    void proceed(LiveJob job) {
        if (job.oneLessMissing()) {
            job.waitIsOver();
            workers.run(job);
        }
    }

    /** The job has ended or is gone: its claims are free for others. */
    void forget(LiveJob job) {
        live.remove(job.id());
        job.waitIsOver();
        Ticket ticket = job.ticket();
        if (ticket != null && !(job.terms().grouped() && sharedByOthers(ticket))) {
            claims.release(ticket);
        }
    }

    /** True where the end of a job may let others run: those who wait for its claims, and the jobs of its group. */
    boolean leadsToOthers(LiveJob job) {
        Ticket ticket = job.ticket();
        return job.terms().grouped() || (ticket != null && claims.wanted(ticket));
    }

    /** The claims of this ticket stay as long as this process lives. */
    void keep(Ticket ticket) {
        kept.add(ticket);
    }

    /** A group frees its claims when the last of its jobs is gone. */
    private boolean sharedByOthers(Ticket ticket) {
        return kept.contains(ticket) || live.values().stream().anyMatch(other -> ticket.equals(other.ticket()));
    }

    /** Takes a job out of the queue of claims; true for the one who did so, and has to end it. */
    boolean withdraw(LiveJob job) {
        Ticket ticket = job.ticket();
        if (ticket == null || !live.containsKey(job.id())) {
            return false;
        }
        boolean withdrawn = claims.withdraw(ticket);
        // With one job of a group all stop waiting, as they have one ticket.
        return job.terms().grouped() ? !claims.granted(ticket) && job.endOnce() : withdrawn;
    }

    /** Lets an async job allow other classes beside it; its own thread alone asks, after the change is in the log. */
    void allow(LiveJob job, Set<JobClass> allowed) {
        Ticket ticket = job.ticket();
        if (ticket != null) {
            claims.allow(ticket, job.id(), allowed);
        }
    }

    long nextId() {
        return lastId.incrementAndGet();
    }

    /** So many numbers, one after the other; the first of them. */
    long nextIds(int count) {
        return lastId.getAndAdd(count) + 1;
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
