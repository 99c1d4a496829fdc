package org.jobledger.engine;

/**
 * A normal job on the caller's thread, from begin to end (libvirt: virDomainObjBeginJob and EndJob). Use it in try-with-resources.
 *
 * <p>It ends as completed when {@link #complete()} was called, else as failed: a scope that is left by an exception did not do its work.
 */
public interface JobScope extends AutoCloseable {

    /** The job's number. */
    long id();

    /**
     * Ends it well; returns when that is durable. Done again, it does nothing.
     *
     * @throws JobRefusedException if another thread owns the job, where the message says where that one began it; or if the engine has
     *     ended it meanwhile, as it was closed
     */
    void complete();

    /**
     * Ends it as failed unless it has ended.
     *
     * @throws JobRefusedException if another thread owns the job; the message says where that one began it
     */
    @Override
    void close();

    /**
     * Gives the job up without ending it, so that it outlives this call and another thread can {@link #take()} it (libvirt:
     * virDomainObjReleaseAsyncJob).
     *
     * @throws JobRefusedException if another thread owns it
     */
    void release();

    /**
     * Makes the calling thread the owner of a job that was released.
     *
     * @throws JobRefusedException if another thread owns it, or it has ended
     */
    void take();
}
