package org.jobledger.engine;

import java.time.Duration;
import java.util.Optional;

/** A job that was submitted. Thread-safe. */
public interface Job {

    /** Its number. */
    long id();

    /**
     * Asks it to stop and returns at once (libvirt: virDomainAbortJob); it may still complete.
     *
     * @param by who asks
     * @param reason why
     * @throws JobRefusedException if it has ended
     */
    void abort(String by, String reason);

    /**
     * Lets it rest: its handler stops at its next {@link JobContext#checkAbort()} and goes on when the job is resumed. The time does not
     * count as working time. A job that was paused when a crash cut it off is paused after it too.
     *
     * @param by who asks
     * @throws JobRefusedException if it is not running
     */
    void pause(String by);

    /**
     * Lets it go on.
     *
     * @param by who asks
     * @throws JobRefusedException if it is not paused
     */
    void resume(String by);

    /**
     * Limits how fast its handler goes, as far as it asks {@link JobContext#pace} (libvirt: virDomainMigrateSetMaxSpeed); from now on, also
     * after a crash.
     *
     * @param by who asks
     * @param unitsPerSecond units per second, 0 for as fast as it can
     * @throws InvalidRequestException if negative
     * @throws JobRefusedException if its work is done
     */
    void limitSpeed(String by, long unitsPerSecond);

    /**
     * Lets its work stand, where that was left to somebody: {@link JobRequest#finalizedByHand()}. In a group, all of it (QEMU:
     * job-finalize). The job ends with it, or, where its handler is a {@link CommittingHandler}, when that has made the work stand.
     *
     * @param by who says so
     * @throws JobRefusedException if it is not pending, or was asked to stop
     */
    void finalizeJob(String by);

    /**
     * Takes it from the list, where that was left to somebody: {@link JobRequest#dismissedByHand()}.
     *
     * @param by who says so
     * @throws JobRefusedException if it is not concluded
     */
    void dismiss(String by);

    /**
     * Waits until it has ended and its ending is durable.
     *
     * @throws InterruptedException if the waiting thread is interrupted; the job goes on
     * @throws LedgerClosedException if the engine is closed before
     */
    JobStats await() throws InterruptedException;

    /**
     * Waits until it has ended, or this long.
     *
     * @return nothing where the time has passed first
     * @throws InterruptedException if the waiting thread is interrupted; the job goes on
     */
    Optional<JobStats> await(Duration atMost) throws InterruptedException;
}
