package org.jobledger.engine;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.JobClass;
import org.jobledger.engine.event.ResourceRef;
import org.jspecify.annotations.Nullable;

/**
 * What a handler has of its job. For the handler's thread only, except {@link #abortRequested()}.
 *
 * <p>Every write carries the epoch and the attempt of this call; when the job has passed to another worker it is refused with
 * {@link StaleWorkerException} and the refusal is recorded.
 */
public interface JobContext {

    /** The job's number. */
    long jobId();

    /** The opening of the ledger in which this call was made: the fencing token to pass to systems that check one. */
    long epoch();

    /** The number of this call of the handler, 1 for the first. */
    int attempt();

    /** What the job was submitted with. */
    Document parameters();

    /** Where to go on: the newest checkpoint, or nothing where the work begins. */
    Optional<Document> checkpoint();

    /** The progress counter. */
    Progress progress();

    /**
     * Enters a phase and records it, without waiting for the disk.
     *
     * @param index the number of the phase, greater than the one before
     * @param count how many phases there are
     * @param name what it does
     * @throws InvalidRequestException if the phase does not go forward
     */
    void phase(int index, int count, String name);

    /**
     * Begins a normal job inside this one (libvirt: virDomainObjBeginNestedJob): what this job holds does not stand in its way, what others
     * hold beside it does.
     *
     * @param request of a class other than ASYNC, claiming nothing that this job does not hold
     * @throws NotNestedException if it claims more, this call is over, or this is not the thread of the handler
     * @throws ResourceBusyException if the claims did not come in time
     * @throws InterruptedException if interrupted while waiting; the inner job is withdrawn
     */
    JobScope begin(JobRequest request) throws InterruptedException;

    /**
     * Allows normal jobs of other classes beside this one than before (libvirt: virDomainObjSetAsyncJobMask). Who is let in already stays.
     * Returns when that is durable.
     *
     * @param classes all that are allowed from now on; DESTROY is added
     * @throws InvalidRequestException if ASYNC is among them
     * @throws StaleWorkerException if the job has passed to another worker
     * @throws JobRefusedException if the job has ended
     */
    void allow(Set<JobClass> classes);

    /**
     * Forces the data, then records that everything up to here is done for ever. Returns when both are durable.
     *
     * @param state what {@link #checkpoint()} shall give after a crash
     * @param data makes the data durable; it is called first, on this thread
     * @throws IOException if the data could not be forced; nothing is recorded then
     */
    void checkpoint(Document state, Forcing data) throws IOException;

    /** True once somebody asked the job to stop. May be read from any thread; costs nanoseconds. */
    boolean abortRequested();

    /**
     * Stops here if somebody asked for it, and rests here while the job is paused.
     *
     * @throws JobAbortedException if so; clean up and let it pass
     */
    void checkAbort();

    /**
     * Waits until so much more may be done under the speed limit of the job; returns at once where there is none. Looks for abort and
     * pause as {@link #checkAbort()} does. Call it before each block, with its length.
     *
     * @param amount the amount that is about to be done, in units
     * @throws InvalidRequestException if negative
     * @throws JobAbortedException if somebody asked the job to stop
     */
    default void pace(long amount) {
        checkAbort();
    }

    /**
     * True if {@link #pace} would rest now, as the job is paused or ahead of its speed limit. Whoever has work under way beside its own thread
     * finishes and counts that first: a job that rests stands still. Costs less than a microsecond.
     */
    default boolean rests() {
        return false;
    }

    /**
     * Sets, changes or removes the definition of a resource, as {@link JobEngine#record}, but only while this call of the handler owns
     * the job.
     *
     * @return the new version
     * @throws StaleWorkerException if it does not any more; the refusal is recorded
     * @throws VersionConflictException if its version is another
     */
    long record(ResourceRef resource, long expectedVersion, @Nullable Document definition);

    /**
     * Sets, changes or removes the definition of a resource in one with the end of the work: one group of events records both, so that no
     * crash finds the one without the other. Nothing is recorded before, and nothing at all where the call of the handler does not return
     * its result. Of several for one resource the last counts.
     *
     * <p>Where the job waits for its group, or to be finalized, its work ends before the job does, and so is this recorded.
     *
     * @param expectedVersion the version the caller has seen, 0 where there was none; if it is another at the end, the call has failed with
     *     {@link VersionConflictException}, as if {@link #record} had thrown it
     * @param definition the new definition, or null to remove it
     */
    void recordAtEnd(ResourceRef resource, long expectedVersion, @Nullable Document definition);

    /**
     * Names a child process of the handler. If the job is abandoned, it is killed, and the job keeps its claims until it is gone.
     */
    default void child(ProcessHandle process) {}
}
