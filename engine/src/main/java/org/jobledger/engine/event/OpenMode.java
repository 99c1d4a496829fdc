package org.jobledger.engine.event;

/** The three ways to open a ledger. */
public enum OpenMode {
    /** Read only: appends nothing, starts nothing, needs no lock; works beside an owner and on read-only media. */
    INSPECT,
    /** Owner, but nothing runs: unfinished jobs keep their claims and wait. */
    HOLD,
    /** Owner: unfinished jobs are recovered by the policy of their operation. */
    RECOVER
}
