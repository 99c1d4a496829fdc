package org.jobledger.engine.event;

/**
 * The job rests until it is continued.
 *
 * @param by who asked
 */
public record JobPaused(String by) implements JobEvent {

    /** Bounds the texts. */
    public JobPaused {
        by = PlainText.of(by);
    }
}
