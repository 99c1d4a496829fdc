package org.jobledger.engine.event;

/**
 * The job was refused before it started.
 *
 * @param code the stable code of the refusal, such as "busy"
 * @param message why, naming the holder
 */
public record JobRejected(String code, String message) implements JobEvent {

    /** Bounds the texts. */
    public JobRejected {
        code = PlainText.of(code);
        message = PlainText.of(message);
    }
}
