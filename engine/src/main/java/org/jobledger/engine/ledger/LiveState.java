package org.jobledger.engine.ledger;

import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;
import org.jobledger.engine.InvalidRequestException;
import org.jobledger.engine.PredictionAccuracy;
import org.jobledger.engine.event.CompletedStatsTaken;
import org.jobledger.engine.event.EngineOpened;
import org.jobledger.engine.event.JobCreated;
import org.jobledger.engine.event.JobEvent;
import org.jobledger.engine.event.RecordedEvent;
import org.jobledger.engine.event.ResourceRecorded;
import org.jobledger.engine.event.ResourceRef;
import org.jobledger.engine.progress.EstimateHistory;
import org.jobledger.engine.progress.Estimates;
import org.jobledger.engine.state.Evolution;
import org.jobledger.engine.state.JobState;
import org.jspecify.annotations.Nullable;

/**
 * The unfinished jobs and the resource definitions, as the durable log says. Written by one thread, read by all without a lock.
 */
public final class LiveState {
    private final Map<Long, LiveJobState> jobs = new ConcurrentHashMap<>();
    private final ResourceJobs byResource = new ResourceJobs();
    private Estimates estimates = new Estimates();
    private final Map<ResourceRef, ResourceState> resources = new ConcurrentHashMap<>();
    private final KnownKeys keys = new KnownKeys();
    private volatile long lastJobId;
    private volatile String place = "";
    private volatile LongConsumer whenShown = position -> {};

    LiveState() {}

    /** A job that has not ended, or null. */
    public @Nullable JobState job(long id) {
        LiveJobState now = jobs.get(id);
        return now == null ? null : now.state();
    }

    /** The same with what can be said of its time, or null. */
    public @Nullable LiveJobState now(long id) {
        return jobs.get(id);
    }

    /** All of these, by number. */
    public List<LiveJobState> all() {
        return jobs.values().stream()
                .sorted(Comparator.comparingLong(job -> job.state().id()))
                .toList();
    }

    /** The async job that works on a resource, of several the one that began first, or null. */
    public @Nullable LiveJobState workingOn(ResourceRef resource) {
        Long id = byResource.workingOn(resource);
        return id == null ? null : jobs.get(id);
    }

    /** The async job that ended last on a resource, or null where none did or its record was taken. */
    public @Nullable Long endedLast(ResourceRef resource) {
        return byResource.endedLast(resource);
    }

    /** What was learned from jobs that completed. */
    public EstimateHistory history() {
        return estimates.history();
    }

    /** All jobs that have not ended, by number. */
    public List<JobState> jobs() {
        return all().stream().map(LiveJobState::state).toList();
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

    /**
     * The job that was submitted under a key, also where it has ended, or nothing. Of jobs that have ended so long ago that 100 000 with
     * other keys have come since, nothing is known any more.
     *
     * @throws InvalidRequestException if that job was asked for something else
     */
    public OptionalLong jobUnder(String key, JobCreated asked) {
        KnownKeys.@Nullable Known known = keys.find(key);
        if (known != null && known.fingerprint() != KnownKeys.fingerprint(asked)) {
            throw new InvalidRequestException("key '" + key + "' is that of job " + known.jobId()
                    + ", which was asked for something else than " + asked.operation() + " on " + asked.claims());
        }
        return known == null ? OptionalLong.empty() : OptionalLong.of(known.jobId());
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
                head,
                atMicros,
                lastJobId,
                place,
                jobs(),
                List.copyOf(resources.values()),
                List.copyOf(keys.all()),
                byResource.capture(),
                estimates.save());
    }

    /** Takes over a snapshot. */
    void restore(Snapshot snapshot) {
        snapshot.keys().forEach(keys::put);
        estimates = Estimates.restore(snapshot.estimates());
        snapshot.jobs().forEach(this::put);
        snapshot.untaken().forEach(byResource::restore);
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
            apply(recorded, Evolution.evolve(job(recorded.jobId()), recorded));
        } else if (recorded.event() instanceof ResourceRecorded change) {
            put(new ResourceState(change.resource(), change.version(), change.definition(), recorded.at()));
        } else if (recorded.event() instanceof EngineOpened opened) {
            writtenAt(opened.place());
        } else if (recorded.event() instanceof CompletedStatsTaken taken) {
            byResource.taken(taken);
        }
    }

    /**
     * Applies one event of a job.
     *
     * @param after the job after it
     * @return how good the prediction was where it completes the job, else NONE
     */
    PredictionAccuracy apply(RecordedEvent recorded, JobState after) {
        PredictionAccuracy accuracy = estimates.apply(recorded);
        put(after);
        return accuracy;
    }

    /** Applies that the record of a job was read. */
    void taken(CompletedStatsTaken taken) {
        byResource.taken(taken);
    }

    /** A new owner writes there. */
    void writtenAt(String newPlace) {
        place = newPlace;
    }

    void put(JobState job) {
        if (job.status().ended()) {
            jobs.remove(job.id());
        } else {
            jobs.put(job.id(), new LiveJobState(job, estimates.outlook(job.id())));
        }
        keys.put(job);
        byResource.changed(job);
        lastJobId = Math.max(lastJobId, job.id());
    }

    void put(ResourceState resource) {
        resources.put(resource.resource(), resource);
    }
}
