package org.jobledger.engine.audit;

import java.util.HashMap;
import java.util.Map;
import org.jobledger.engine.event.JobEvent;
import org.jobledger.engine.event.RecordedEvent;
import org.jobledger.engine.event.UnknownEventException;
import org.jobledger.engine.ledger.StoredEvent;
import org.jobledger.engine.state.Evolution;
import org.jobledger.engine.state.JobState;
import org.jspecify.annotations.Nullable;

/** Whether every job lives by the table of states. */
final class HistoryCheck extends EventCheck {
    private final Map<Long, JobState> unfinished = new HashMap<>();

    HistoryCheck() {
        super("job histories follow the state table");
    }

    @Override
    @Nullable
    String objection(StoredEvent stored) {
        try {
            RecordedEvent event = stored.decode();
            if (event.event() instanceof JobEvent) {
                JobState after = Evolution.evolve(unfinished.get(event.jobId()), event);
                if (after.status().ended()) {
                    unfinished.remove(after.id());
                } else {
                    unfinished.put(after.id(), after);
                }
            }
            return null;
        } catch (UnknownEventException | IllegalStateException | IllegalArgumentException e) {
            return e.getMessage();
        }
    }
}
