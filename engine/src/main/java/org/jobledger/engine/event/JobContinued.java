package org.jobledger.engine.event;

/**
 * The job goes on after a pause.
 *
 * @param by who asked
 */
public record JobContinued(String by) implements JobEvent {

    /** Bounds the texts. */
    public JobContinued {
        by = PlainText.of(by);
    }
}
