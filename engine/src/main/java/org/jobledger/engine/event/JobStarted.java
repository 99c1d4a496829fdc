package org.jobledger.engine.event;

/**
 * The job has its claims and its handler is about to be called.
 *
 * @param attempt the number of this call of the handler, from 1; with the epoch it is the fencing token of the worker
 * @param rollback true where the handler is called to undo, not to do
 * @param worker the name of the thread
 */
public record JobStarted(int attempt, boolean rollback, String worker) implements JobEvent {

    /** Bounds the texts. */
    public JobStarted {
        worker = PlainText.of(worker);
    }
}
