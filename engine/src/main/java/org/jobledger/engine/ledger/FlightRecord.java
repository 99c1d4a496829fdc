package org.jobledger.engine.ledger;

import java.util.Map;
import org.jobledger.engine.event.EventType;
import org.jobledger.engine.state.JobState;

/**
 * Tells the JDK Flight Recorder of the jobs that a durable group started and ended. Costs two calls of empty methods while nobody records. For
 * the appender's thread.
 */
final class FlightRecord {
    private FlightRecord() {}

    /** Looks through a group whose events lead to these states. */
    static void of(Iterable<StoredEvent> events, Map<Long, JobState> after) {
        boolean starts = new FlightJobStart().isEnabled();
        boolean ends = new FlightJobEnd().isEnabled();
        if (!starts && !ends) {
            return;
        }
        for (StoredEvent event : events) {
            JobState job = after.get(event.jobId());
            if (job == null) {
                continue;
            }
            EventType type = EventType.ofCode(event.typeCode());
            if (starts && type == EventType.JOB_STARTED) {
                FlightJobStart.record(job, event);
            } else if (ends && type.endsJob()) {
                FlightJobEnd.record(job, event);
            }
        }
    }
}
