package org.jobledger.engine.event;

/**
 * Somebody has seen how the job ended, and does not need it any more.
 *
 * @param by who said so
 */
public record JobDismissed(String by) implements JobEvent {

    /** Bounds the texts. */
    public JobDismissed {
        by = PlainText.of(by);
    }
}
