package org.jobledger.storage;

/** How a pool is stopped. None: it is refused while jobs are at work on its volumes, or waits for them as long as its driver waits. */
public enum StopOption {
    /** Ask the jobs to stop, and wait for their ends. */
    ABORT_JOBS
}
