package org.jobledger.engine.event;

/** The class of a job, which decides what it waits for and what it lets in (libvirt: virDomainJob and virDomainAsyncJob). */
public enum JobClass {
    /** Looks and changes nothing. */
    QUERY,
    /** Changes something, shortly. */
    MODIFY,
    /** Ends the resource; can never be masked out. */
    DESTROY,
    /** Asks an async job to stop. */
    ABORT,
    /** A long, named operation with progress. */
    ASYNC
}
