package org.jobledger.engine.event;

/** The one thing that is decided for a job after each crash that cut it off. */
public enum RecoveryOutcome {
    /** It goes on from its last checkpoint. */
    RESUMED,
    /** It begins again. */
    RESTARTED,
    /** What it did is undone, then it ends as cancelled. */
    ROLLED_BACK,
    /** It ends as failed, "interrupted". */
    FAILED,
    /** Nothing can be done yet (its handler is unknown here): it keeps its claims and waits. */
    HELD
}
