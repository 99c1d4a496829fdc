package org.jobledger.engine.state;

import java.util.List;
import org.jobledger.engine.event.JobEvent;

/** What comes of a command: events, or a refusal. */
public sealed interface Decision {

    /**
     * The command is carried out by these events.
     *
     * @param events what happens, in order; empty where nothing changes
     */
    record Accepted(List<JobEvent> events) implements Decision {
        /** Copies the events. */
        public Accepted {
            events = List.copyOf(events);
        }
    }

    /**
     * The command is refused and nothing happens.
     *
     * @param refusal what kind of refusal
     * @param message why, with the values
     */
    record Refused(Refusal refusal, String message) implements Decision {}

    /** The kinds of refusal. */
    enum Refusal {
        /** The job is in a state in which this cannot be done. */
        WRONG_STATE,
        /** The worker does not own the job any more. */
        STALE_WORKER,
        /** A value makes no sense for this job. */
        BAD_VALUE
    }
}
