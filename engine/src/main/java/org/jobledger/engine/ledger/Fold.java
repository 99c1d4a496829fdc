package org.jobledger.engine.ledger;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jobledger.engine.event.EngineClosed;
import org.jobledger.engine.event.EngineOpened;
import org.jobledger.engine.event.Event;
import org.jobledger.engine.event.JobEvent;
import org.jobledger.engine.event.RecordedEvent;
import org.jobledger.engine.event.RecoveryDecided;
import org.jobledger.engine.event.ResourceRecorded;
import org.jobledger.engine.event.UnknownEventException;
import org.jobledger.engine.progress.Estimates;
import org.jobledger.engine.state.Evolution;
import org.jobledger.engine.state.JobState;
import org.jspecify.annotations.Nullable;

/** Folds events, group by group, into what they change in the tables. One thread. */
final class Fold {
    private final Map<Long, JobState> unfinished = new HashMap<>();
    private final Estimates estimates;

    /**
     * Begins to fold.
     *
     * @param unfinished the jobs that have not ended where the folding begins
     * @param estimates what was learned up to there; changed here from now on
     */
    Fold(List<JobState> unfinished, Estimates estimates) {
        this.estimates = estimates;
        unfinished.forEach(job -> this.unfinished.put(job.id(), job));
    }

    /**
     * What a group of events changes. If it throws, this fold is of no use any more.
     *
     * @throws UnreadableHistoryException if this build cannot read an event, or it cannot follow those before
     */
    TableChanges fold(List<StoredEvent> events) {
        TableChanges changes = new TableChanges();
        for (StoredEvent stored : events) {
            try {
                fold(stored.decode(), changes);
            } catch (UnknownEventException | IllegalStateException | IllegalArgumentException e) {
                throw new UnreadableHistoryException(stored.position(), e);
            }
        }
        return changes;
    }

    private void fold(RecordedEvent recorded, TableChanges changes) {
        Event event = recorded.event();
        if (event instanceof JobEvent) {
            @Nullable JobState before = unfinished.get(recorded.jobId());
            JobState after = Evolution.evolve(before, recorded);
            if (after.status().ended()) {
                unfinished.remove(after.id());
            } else {
                unfinished.put(after.id(), after);
            }
            changes.job(before, after, recorded, estimates.apply(recorded));
        }
        if (event instanceof RecoveryDecided) {
            changes.recovery(recorded);
        } else if (event instanceof ResourceRecorded resource) {
            changes.resource(resource, recorded);
        } else if (event instanceof EngineOpened || event instanceof EngineClosed) {
            changes.epoch(recorded);
        }
    }
}
