package org.jobledger.engine.event;

/**
 * The job went on to a phase; phases only go forward.
 *
 * @param index the number of the phase, from 1
 * @param count how many phases there are
 * @param name what the phase does, such as "random"
 */
public record PhaseEntered(int index, int count, String name) implements JobEvent {

    /** Bounds the texts. */
    public PhaseEntered {
        name = PlainText.of(name);
    }
}
