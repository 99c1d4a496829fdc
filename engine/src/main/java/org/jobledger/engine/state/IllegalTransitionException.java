package org.jobledger.engine.state;

import org.jobledger.engine.event.EventType;

/** Thrown when an event is applied in a state in which it cannot happen: the history is not one that this engine wrote. */
public final class IllegalTransitionException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    IllegalTransitionException(long jobId, Object status, EventType event) {
        super("job " + jobId + " in state " + status + " cannot have the event " + event.wireName());
    }
}
