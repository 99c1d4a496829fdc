package org.jobledger.engine.event;

/**
 * The job is at its end and holds nothing any more, but stays in the list until it is dismissed.
 *
 * @param ending how it ended
 * @param code the stable code of the error, empty unless it failed
 * @param message what went wrong or why it was cancelled, empty where it completed
 * @param result what the handler said of it, empty unless it completed
 */
public record JobConcluded(Ending ending, String code, String message, Document result) implements JobEvent {

    /** Bounds the texts. */
    public JobConcluded {
        code = PlainText.of(code);
        message = PlainText.of(message);
    }
}
