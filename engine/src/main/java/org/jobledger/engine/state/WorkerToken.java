package org.jobledger.engine.state;

/**
 * The fencing token of a worker: only the holder of a job's newest token may write for it.
 *
 * @param epoch the opening of the ledger in which the handler was called
 * @param attempt the number of that call, from 1; 0 while the handler was never called
 */
public record WorkerToken(long epoch, int attempt) {
    /** The token of a job whose handler was never called. */
    public static final WorkerToken NONE = new WorkerToken(0, 0);
}
