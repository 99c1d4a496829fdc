package org.jobledger.engine;

import java.nio.file.Path;
import java.time.Duration;
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
     * Accepts an async job. It starts when it has its claims and a worker is free.
     *
     * @throws InvalidRequestException if the operation is not known or a value is not allowed; nothing was appended
     * @throws ResourceBusyException if it may not wait and a resource is claimed; the refusal is recorded
     */
    Job submit(JobRequest request);

    /**
     * Begins a normal job on the caller's thread (libvirt: virDomainObjBeginJob); waits for its claims.
     *
     * @throws ResourceBusyException if the claims did not come in time; the refusal is recorded
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

    /** All jobs that have not ended, by number. */
    List<JobInfo> jobs();

    /** A job that has ended, or nothing. */
    Optional<JobStats> jobStats(long id);

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

    /** The job that holds a resource alone or with others, or nothing. */
    Optional<JobInfo> holder(ResourceRef resource);

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

    /**
     * Answers a query on the tables, having waited until they hold what was acknowledged to the caller.
     *
     * @param sql one SELECT
     * @param maxRows how many rows at most
     * @throws QueryException if it is anything else
     * @throws ProjectionBehindException if the tables are too far behind
     */
    SqlRows query(String sql, int maxRows);

    /** Checks both copies of the whole history and the tables made from it. */
    Verification verify();

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

    /** Closes the engine at once: what runs is left for the next opening. */
    @Override
    void close();
}
