package org.jobledger.engine.event;

/**
 * The job ended on request or was rolled back.
 *
 * @param message what happened, such as "wipe: canceled by client"
 */
public record JobCancelled(String message) implements JobEvent {

    /** Bounds the texts. */
    public JobCancelled {
        message = PlainText.of(message);
    }
}
