package org.jobledger.engine.ledger;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.LongConsumer;
import org.jobledger.engine.event.EngineOpened;
import org.jobledger.engine.event.JobEvent;
import org.jobledger.engine.event.RecordedEvent;
import org.jobledger.engine.event.ResourceRecorded;
import org.jobledger.engine.event.ResourceRef;
import org.jobledger.engine.state.Evolution;
import org.jobledger.engine.state.JobState;
import org.jspecify.annotations.Nullable;

/**
 * The unfinished jobs and the resource definitions, as the durable log says. Written by one thread, read by all without a lock.
 */
public final class LiveState {
    private final Map<Long, JobState> jobs = new ConcurrentSkipListMap<>();
    private final Map<ResourceRef, ResourceState> resources = new ConcurrentHashMap<>();
    private volatile long lastJobId;
    private volatile String place = "";
    private volatile LongConsumer whenShown = position -> {};

    LiveState() {}

    /** A job that has not ended, or null. */
    public @Nullable JobState job(long id) {
        return jobs.get(id);
    }

    /** All jobs that have not ended, by number. */
    public Collection<JobState> jobs() {
        return Collections.unmodifiableCollection(jobs.values());
    }

    /** What is recorded of a resource, or null where nothing ever was. */
    public @Nullable ResourceState resource(ResourceRef resource) {
        return resources.get(resource);
    }

    /** What is recorded of all resources, removed ones too. */
    public Collection<ResourceState> resources() {
        return Collections.unmodifiableCollection(resources.values());
    }

    /** The greatest job number that was given. */
    public long lastJobId() {
        return lastJobId;
    }

    /** Has somebody told, on the writer's thread, up to which position readers see what the log says. */
    void whenShown(LongConsumer listener) {
        whenShown = listener;
    }

    /** Readers see now what the log says up to a position. */
    void shown(long position) {
        whenShown.accept(position);
    }

    /** All of it at a position. For the thread that writes it. */
    Snapshot capture(JournalHead head, long atMicros) {
        return new Snapshot(
                head, atMicros, lastJobId, place, List.copyOf(jobs.values()), List.copyOf(resources.values()));
    }

    /** Takes over a snapshot. */
    void restore(Snapshot snapshot) {
        snapshot.jobs().forEach(this::put);
        snapshot.resources().forEach(this::put);
        lastJobId = Math.max(lastJobId, snapshot.lastJobId());
        place = snapshot.place();
    }

    /** Where the newest owner wrote, see {@link EngineOpened#place()}; empty where none is known. */
    String place() {
        return place;
    }

    /** Applies one event of the log. */
    void apply(RecordedEvent recorded) {
        if (recorded.event() instanceof JobEvent) {
            put(Evolution.evolve(jobs.get(recorded.jobId()), recorded));
        } else if (recorded.event() instanceof ResourceRecorded change) {
            put(new ResourceState(change.resource(), change.version(), change.definition()));
        } else if (recorded.event() instanceof EngineOpened opened) {
            writtenAt(opened.place());
        }
    }

    /** A new owner writes there. */
    void writtenAt(String newPlace) {
        place = newPlace;
    }

    void put(JobState job) {
        if (job.status().ended()) {
            jobs.remove(job.id());
        } else {
            jobs.put(job.id(), job);
        }
        lastJobId = Math.max(lastJobId, job.id());
    }

    void put(ResourceState resource) {
        resources.put(resource.resource(), resource);
    }
}
