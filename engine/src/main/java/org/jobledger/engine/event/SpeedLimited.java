package org.jobledger.engine.event;

/**
 * The job shall go no faster from now on.
 *
 * @param by who said so
 * @param unitsPerSecond how fast it may go, units per second; 0 as fast as it can
 */
public record SpeedLimited(String by, long unitsPerSecond) implements JobEvent {

    /** Bounds the texts. */
    public SpeedLimited {
        by = PlainText.of(by);
    }
}
