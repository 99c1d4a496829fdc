package org.jobledger.engine.event;

/**
 * The job ended with an error.
 *
 * @param code the stable code of the error, such as "interrupted"
 * @param message what went wrong, with the values
 */
public record JobFailed(String code, String message) implements JobEvent {

    /** Bounds the texts. */
    public JobFailed {
        code = PlainText.of(code);
        message = PlainText.of(message);
    }
}
