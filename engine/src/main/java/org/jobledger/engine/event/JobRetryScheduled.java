package org.jobledger.engine.event;

/**
 * The handler failed, and will be called again, as its operation says that this does no harm.
 *
 * @param code the stable code of the error
 * @param message what went wrong
 * @param delayMillis how long the job rests before, milliseconds
 * @param processed the amount done when it failed, in units
 * @param workingMillis how long the job was worked on over all attempts, milliseconds
 */
public record JobRetryScheduled(String code, String message, long delayMillis, long processed, long workingMillis)
        implements JobEvent {

    /** Bounds the texts. */
    public JobRetryScheduled {
        code = PlainText.of(code);
        message = PlainText.of(message);
    }
}
