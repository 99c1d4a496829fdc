package org.jobledger.engine;

/**
 * A normal job on the caller's thread, from begin to end (libvirt: virDomainObjBeginJob and EndJob). Use it in try-with-resources.
 *
 * <p>It ends as completed when {@link #complete()} was called, else as failed: a scope that is left by an exception did not do its work.
 */
public interface JobScope extends AutoCloseable {

    /** The job's number. */
    long id();

    /** Ends it well; returns when that is durable. */
    void complete();

    /** Ends it as failed unless it has ended. */
    @Override
    void close();
}
