package org.jobledger.engine.event;

/** What an operation declares shall happen to a job of it that a crash cut off. */
public enum RecoveryPolicy {
    /** Go on from the last checkpoint; from the beginning where there is none. */
    RESUME,
    /** Do everything again from the beginning. */
    RESTART,
    /** Undo what was done and end as cancelled. */
    ROLLBACK,
    /** End as failed, "interrupted". */
    FAIL
}
