package org.jobledger.engine.ledger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jobledger.engine.PredictionAccuracy;
import org.jobledger.engine.event.RecordedEvent;
import org.jobledger.engine.event.ResourceRecorded;
import org.jobledger.engine.state.JobState;
import org.jspecify.annotations.Nullable;

/** What a group of events changes in the tables: each row at most once. One thread. */
final class TableChanges {
    private final List<Placed<JobState>> created = new ArrayList<>();
    private final Map<Long, Placed<JobState>> jobs = new LinkedHashMap<>();
    private final Map<Long, PredictionAccuracy> accuracies = new HashMap<>();
    private final Set<Long> createdHere = new HashSet<>();
    private final Map<String, Placed<ResourceRecorded>> resources = new LinkedHashMap<>();
    private final List<RecordedEvent> recoveries = new ArrayList<>();
    private final List<RecordedEvent> epochs = new ArrayList<>();

    /**
     * Something with the event that made it so.
     *
     * @param value the thing
     * @param event the newest event about it
     */
    record Placed<T>(T value, RecordedEvent event) {}

    void job(@Nullable JobState before, JobState after, RecordedEvent event, PredictionAccuracy accuracy) {
        Placed<JobState> placed = new Placed<>(after, event);
        if (before == null) {
            created.add(placed);
            createdHere.add(after.id());
        }
        jobs.put(after.id(), placed);
        accuracies.put(after.id(), accuracy);
    }

    /** How good the prediction of a job that ends here was. */
    PredictionAccuracy accuracy(long jobId) {
        return accuracies.getOrDefault(jobId, PredictionAccuracy.NONE);
    }

    void resource(ResourceRecorded change, RecordedEvent event) {
        resources.put(ResourceKey.of(change.resource()), new Placed<>(change, event));
    }

    void recovery(RecordedEvent event) {
        recoveries.add(event);
    }

    void epoch(RecordedEvent event) {
        epochs.add(event);
    }

    /** The jobs that begin here, as they were created. */
    List<Placed<JobState>> created() {
        return created;
    }

    /** The jobs that are unfinished behind this group and changed in it, with their newest event. */
    List<JobState> unfinished() {
        return jobs.values().stream()
                .map(Placed::value)
                .filter(job -> !job.status().ended())
                .toList();
    }

    /** The jobs that end here, with their last event. */
    List<Placed<JobState>> ended() {
        return jobs.values().stream()
                .filter(job -> job.value().status().ended())
                .toList();
    }

    /** Whether a job begins here, so that the tables before know nothing of it. */
    boolean beginsHere(long jobId) {
        return createdHere.contains(jobId);
    }

    /** The newest change of each resource, by key. */
    Map<String, Placed<ResourceRecorded>> resources() {
        return resources;
    }

    /** The decisions after a crash. */
    List<RecordedEvent> recoveries() {
        return recoveries;
    }

    /** The openings and closings. */
    List<RecordedEvent> epochs() {
        return epochs;
    }
}
