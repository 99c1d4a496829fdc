package org.jobledger.engine.event;

import java.util.List;

/**
 * The job waits for its claims.
 *
 * @param waitsFor the jobs that hold or stand before it in a queue, by id; where they are many, the first of them
 */
public record JobQueued(List<Long> waitsFor) implements JobEvent {

    /** Copies the list. */
    public JobQueued {
        waitsFor = List.copyOf(waitsFor);
    }
}
