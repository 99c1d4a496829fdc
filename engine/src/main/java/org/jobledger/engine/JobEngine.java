package org.jobledger.engine;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.RecordedEvent;
import org.jobledger.engine.event.ResourceRef;
import org.jspecify.annotations.Nullable;

/**
 * A crash-safe job engine on one ledger. Thread-safe.
 *
 * <p>When a method that changes something returns, the change survives a crash. All errors are {@link JobLedgerException}s; a thread
 * that is interrupted while it waits for an acknowledgement gets it, with its interrupt flag kept.
 */
public interface JobEngine extends AutoCloseable {

    /** Begins to open the ledger in a directory. */
    static EngineConfig.Builder at(Path directory) {
        return new EngineConfig.Builder(directory);
    }

    /**
     * Accepts an async job. It starts when it has its claims and a worker is free; nobody needs to wait for it or keep its handle.
     *
     * @return the new job, or the one that was submitted under the same {@link JobRequest#key(String) key} before
     *
     * @throws InvalidRequestException if the operation is not known or a value is not allowed; nothing was appended
     * @throws ResourceBusyException if it may not wait and a resource is claimed; the refusal is recorded. Where it waits and its claims
     *     do not come in time, it ends as REJECTED, as it does when a resource it waited for is gone
     */
    Job submit(JobRequest request);

    /**
     * Accepts async jobs that end together: they get their claims as one set, each waits when its work is done until all are, and when one
     * fails or is aborted, all others are aborted and undone.
     *
     * @throws InvalidRequestException if there are none, two claim the same resource and one of them alone, they would wait for
     *     different times, or one has a key
     * @throws ResourceBusyException if they may not wait and a resource is claimed
     */
    List<Job> submitTogether(List<JobRequest> requests);

    /**
     * Begins a normal job on the caller's thread (libvirt: virDomainObjBeginJob); waits for its claims.
     *
     * @throws ResourceBusyException if the claims did not come in time, or too many want one of the resources; the refusal is recorded
     * @throws ResourceGoneException if a resource was removed while it was waited for; the refusal is recorded
     * @throws NotNestedException if it is not nested in the job that it names; the refusal is recorded
     * @throws InterruptedException if interrupted while waiting for the claims; the job is withdrawn
     */
    JobScope begin(JobRequest request) throws InterruptedException;

    /**
     * The handle of a job that has not ended.
     *
     * @throws NoSuchJobException if there is none, or it has ended
     */
    Job job(long id);

    /** A job that has not ended, or nothing (libvirt: virDomainGetJobInfo). No lock, no disk. */
    Optional<JobInfo> jobInfo(long id);

    /**
     * The async job that works on a resource, or nothing (libvirt: virDomainGetJobInfo); where several share it, the one that began first.
     * A job that only waits for the resource is not there. No lock, no disk.
     */
    Optional<JobInfo> jobInfo(ResourceRef resource);

    /** All jobs that have not ended, by number. */
    List<JobInfo> jobs();

    /** A job that has ended, or nothing; may be asked again and again. */
    Optional<JobStats> jobStats(long id);

    /**
     * When a job that waits for its claims is expected to get them, by the even bets of those before it; empty where it does not wait, or one
     * of them is not BOUNDED, rests, or waits itself and has no history.
     */
    Optional<Instant> expectedStart(long jobId);

    /**
     * What is told of the async job on a resource (libvirt: virDomainGetJobStats). Without flags, of the one that works on it now. With
     * COMPLETED, of the one that ended there last: its record is given once, unless KEEP_COMPLETED leaves it for the next, and as long as
     * no job has ended on 10 000 other resources since; {@link #jobStats(long)} gives it always.
     *
     * @return a {@link JobInfo} or {@link JobStats}, or {@link NoJob} where there is none
     * @throws InvalidRequestException if KEEP_COMPLETED comes without COMPLETED
     * @throws JobRefusedException if COMPLETED is asked for while a job works on the resource
     * @throws LedgerClosedException if a record would be taken but the ledger is only inspected
     */
    JobReport jobStats(ResourceRef resource, StatsFlag... flags);

    /**
     * How long a job would take that is not submitted yet, from those like it that completed; empty means "no history". Jobs are alike that
     * have the same operation, on resources of the same parent, with the same parameter "algorithm". No lock on anything that works, no disk.
     *
     * @param request what would be submitted
     * @param size what there would be to do, in units, more than 0
     * @throws InvalidRequestException if the size is not more than 0
     */
    Optional<Forecast> estimate(JobRequest request, long size);

    /** The same of an operation on one resource, without parameters. */
    default Optional<Forecast> estimate(String operation, ResourceRef resource, long size) {
        return estimate(JobRequest.of(operation).on(resource), size);
    }

    /**
     * The jobs that ended last, newest first.
     *
     * @param limit how many at most
     */
    List<JobStats> finishedJobs(int limit);

    /**
     * The events of a job in order.
     *
     * @throws NoSuchJobException if there is no such job
     */
    List<RecordedEvent> events(long jobId);

    /** The job in the ledger that holds a resource itself, alone or with others, or nothing. */
    Optional<JobInfo> holder(ResourceRef resource);

    /**
     * Who holds a resource or a part of it, in the order of asking: whom a claim on it could have to wait for. Jobs that are not in the
     * ledger, as a QUERY, are among them.
     */
    List<ClaimOwner> whoHolds(ResourceRef resource);

    /** Who waits for a resource or a part of it, in the order in which they come. */
    List<ClaimOwner> whoWaits(ResourceRef resource);

    /** Why a job waits for its claims: for whom, since when, and at which place in the queue. Nothing where it does not wait for any. */
    Optional<ClaimWait> whyWaiting(long jobId);

    /**
     * Sets, changes or removes the definition of a resource.
     *
     * @param expectedVersion the version the caller has seen, 0 where there was none
     * @param definition the new definition, or null to remove it
     * @return the new version
     * @throws VersionConflictException if its version is another
     */
    long record(ResourceRef resource, long expectedVersion, @Nullable Document definition);

    /** The definition of a resource, or nothing. */
    Optional<ResourceRecord> resource(ResourceRef resource);

    /** The definitions of all resources of a kind, by path. */
    List<ResourceRecord> resources(String kind);

    /** What would be decided now for each unfinished job if it were recovered; nothing is changed. */
    List<PlannedRecovery> recoveryPlan();

    /** What was decided at this opening. */
    List<PlannedRecovery> recoveries();

    /** What was damaged and made good at this opening, in one sentence each; see {@link EngineConfig.Builder#fullCheck()}. */
    List<String> repairs();

    /**
     * Answers a query on the tables, having waited until they hold what was acknowledged to the caller.
     *
     * @param sql one SELECT
     * @param maxRows how many rows at most
     * @throws QueryException if it is anything else
     * @throws ProjectionBehindException if the tables are too far behind
     */
    SqlRows query(String sql, int maxRows);

    /** Checks both copies of the whole history and the tables made from it. The caller waits; nobody else does. */
    default Verification verify() {
        return verify(List.of(), VerificationListener.NONE);
    }

    /**
     * The same, held against heads that were noted before, telling how far it is.
     *
     * @param anchors what {@link #head()} said at some time
     * @param listener hears of it on this thread, and may end it
     * @throws VerificationCancelledException if the listener ended it
     */
    Verification verify(List<Anchor> anchors, VerificationListener listener);

    /** The end of the durable history, to be noted elsewhere. */
    Anchor head();

    /**
     * Has a listener hear all events from a position on, those that are recorded and those that come, on a thread of its own. Where the
     * ledger is only inspected nothing comes.
     *
     * @param fromPosition the position of the first event, 1 for all; {@code position() + 1} for what comes from now on
     * @throws InvalidRequestException if the position is below 1 or beyond the next one, or there are too many subscriptions
     * @throws LedgerClosedException if the engine is closed
     */
    Subscription subscribe(long fromPosition, LedgerListener listener);

    /** The number of this opening; the last one's where the ledger is only inspected. */
    long epoch();

    /** The newest position that is durable. */
    long position();

    /**
     * Closes the engine: takes no new jobs, asks none to stop, waits for those that run, then closes the ledger. What still runs
     * when the time has passed is left for the next opening; its late writes are refused.
     */
    void close(Duration patience);

    /**
     * Closes the engine.
     *
     * @param how what becomes of unfinished jobs
     * @param patience how long it may take; what still runs then is interrupted, and left alone a second later
     */
    void close(Shutdown how, Duration patience);

    /** Closes the engine at once: what runs is left for the next opening. */
    @Override
    void close();
}
