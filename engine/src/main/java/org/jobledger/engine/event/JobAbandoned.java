package org.jobledger.engine.event;

/**
 * The job's handler did not stop in time and is given up: nothing that it writes counts any more. The job keeps its claims until the
 * handler's thread is gone.
 *
 * @param worker the name of the thread
 * @param reason why
 */
public record JobAbandoned(String worker, String reason) implements JobEvent {

    /** Bounds the texts. */
    public JobAbandoned {
        worker = PlainText.of(worker);
        reason = PlainText.of(reason);
    }
}
