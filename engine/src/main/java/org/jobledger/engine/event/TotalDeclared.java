package org.jobledger.engine.event;

/**
 * The handler said how much there is to do, which makes the job BOUNDED, or that it is more than was thought.
 *
 * @param total the amount over all phases, in units
 * @param unit what is counted, such as "bytes"
 */
public record TotalDeclared(long total, String unit) implements JobEvent {

    /** Bounds the texts. */
    public TotalDeclared {
        unit = PlainText.of(unit);
    }
}
