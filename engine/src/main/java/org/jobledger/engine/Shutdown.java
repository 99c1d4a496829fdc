package org.jobledger.engine;

/** What becomes of unfinished jobs when an engine closes. */
public enum Shutdown {
    /** They come to their ends, those that wait for their claims too; what has not ended in time is left. */
    DRAIN,
    /** They are asked to stop and are undone; what has not ended in time is left. */
    ABORT,
    /** They are left where they are, for the next opening to go on. */
    LEAVE
}
