package org.jobledger.engine;

/** The type of a job info, with libvirt's numbers (virDomainJobType). */
public enum JobInfoType {
    /** No job is active. */
    NONE,
    /** A job of which it is known how much there is to do. */
    BOUNDED,
    /** A job of which it is not known how much there is to do. */
    UNBOUNDED,
    /** A job that ended well. */
    COMPLETED,
    /** A job that ended with an error, or was refused. */
    FAILED,
    /** A job that ended on request. */
    CANCELLED
}
