package org.jobledger.engine.event;

/** How a job ends once its handler has run. */
public enum Ending {
    /** Well. */
    COMPLETED,
    /** With an error. */
    FAILED,
    /** On request, or rolled back. */
    CANCELLED
}
