package org.jobledger.engine.event;

/**
 * The work of the job shall stand.
 *
 * @param by who said so
 */
public record JobFinalized(String by) implements JobEvent {

    /** Bounds the texts. */
    public JobFinalized {
        by = PlainText.of(by);
    }
}
