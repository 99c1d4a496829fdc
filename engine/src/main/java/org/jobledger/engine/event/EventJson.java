package org.jobledger.engine.event;

import io.avaje.json.JsonException;
import io.avaje.jsonb.Json;
import io.avaje.jsonb.JsonType;
import io.avaje.jsonb.Jsonb;
import java.util.EnumMap;
import java.util.Map;

/**
 * The pinned JSON form of events: component names in component order, nulls left out, documents byte for byte.
 *
 * <p>Thread-safe. The form of each type is held by golden files; a change of shape raises {@link EventType#schema()}.
 */
@Json.Import({
    LedgerCreated.class,
    EngineOpened.class,
    EngineClosed.class,
    TailCut.class,
    ResourceRecorded.class,
    StaleWriteRefused.class,
    ClockJumped.class,
    LedgerForked.class,
    JournalRepaired.class,
    JobCreated.class,
    JobQueued.class,
    JobStarted.class,
    PhaseEntered.class,
    TotalDeclared.class,
    ProgressTicked.class,
    CheckpointReached.class,
    AbortRequested.class,
    JobPaused.class,
    JobContinued.class,
    JobFinishing.class,
    JobCompleted.class,
    JobFailed.class,
    JobCancelled.class,
    JobRejected.class,
    JobInterrupted.class,
    RecoveryDecided.class,
    JobRetryScheduled.class,
    JobWaiting.class,
    JobPending.class,
    JobFinalized.class,
    JobConcluded.class,
    JobDismissed.class,
    JobAbandoned.class,
    SpeedLimited.class,
    JobTerms.class,
    JobLimits.class,
    AllowedJobsChanged.class,
    JobNested.class,
    CompletedStatsTaken.class,
    Claim.class,
    ResourceRef.class
})
public final class EventJson {
    private static final Jsonb JSONB = Jsonb.builder().build();
    private static final Map<EventType, JsonType<Event>> FORMS = forms();

    private EventJson() {}

    /** The JSON of an event, UTF-8. */
    public static byte[] encode(Event event) {
        return form(event.type()).toJsonBytes(event);
    }

    /**
     * The event that JSON stands for.
     *
     * @param type its type
     * @param schema the version of the shape it was written in
     * @param json UTF-8
     * @throws UnknownEventException if the version is newer than this build's, or the text is not of this shape
     */
    public static Event decode(EventType type, int schema, byte[] json) {
        return decode(type, schema, json, Upcasters.OF_THIS_RELEASE);
    }

    /** The same, where older versions are raised by a table of its own. */
    static Event decode(EventType type, int schema, byte[] json, Upcasters upcasters) {
        if (schema > type.schema()) {
            throw new UnknownEventException("schema version " + schema + " of event " + type.wireName()
                    + " is not known to this build, which knows " + type.schema());
        }
        byte[] current = schema == type.schema() ? json : upcasters.raise(type, schema, type.schema(), json);
        try {
            return form(type).fromJson(current);
        } catch (JsonException | IllegalArgumentException | NullPointerException e) {
            throw new UnknownEventException("not the JSON of a " + type.wireName() + ": " + e.getMessage(), e);
        }
    }

    private static JsonType<Event> form(EventType type) {
        JsonType<Event> form = FORMS.get(type);
        if (form == null) {
            throw new IllegalStateException("no JSON form for " + type);
        }
        return form;
    }

    @SuppressWarnings("unchecked")
    private static Map<EventType, JsonType<Event>> forms() {
        Map<EventType, JsonType<Event>> forms = new EnumMap<>(EventType.class);
        for (EventType type : EventType.values()) {
            forms.put(type, (JsonType<Event>) JSONB.type((Class<?>) type.recordClass()));
        }
        return forms;
    }
}
