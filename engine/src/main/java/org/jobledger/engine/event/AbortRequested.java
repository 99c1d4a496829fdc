package org.jobledger.engine.event;

/**
 * Somebody asked the job to stop (libvirt: virDomainAbortJob). It is a request; the job may still complete.
 *
 * @param by who asked
 * @param reason why
 */
public record AbortRequested(String by, String reason) implements JobEvent {

    /** Bounds the texts. */
    public AbortRequested {
        by = PlainText.of(by);
        reason = PlainText.of(reason);
    }
}
