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
