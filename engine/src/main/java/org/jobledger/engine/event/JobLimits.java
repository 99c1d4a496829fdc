package org.jobledger.engine.event;

/**
 * How long a job may take, milliseconds; 0 where there is no limit, or where the engine's own applies.
 *
 * @param deadlineMillis from its acceptance to its end
 * @param noProgressMillis how long it may work without any progress
 * @param interruptAfterMillis from a request to stop to the interrupt of its handler
 * @param abandonAfterMillis from a request to stop to the moment when its handler is given up
 */
public record JobLimits(
        long deadlineMillis, long noProgressMillis, long interruptAfterMillis, long abandonAfterMillis) {

    /** No limits but those of the engine. */
    public static final JobLimits NONE = new JobLimits(0, 0, 0, 0);
}
