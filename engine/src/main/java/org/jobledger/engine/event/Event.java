package org.jobledger.engine.event;

/**
 * Something that happened and is recorded in the ledger for ever.
 *
 * <p>An event is a fact in the past tense; it carries what is needed to repeat its effect and nothing that can be derived.
 * Its position, epoch and time stand in the {@link RecordedEvent} around it. All events are immutable records.
 */
public sealed interface Event permits JobEvent, EngineEvent {

    /** The type of this event, which fixes its code, its wire name and its JSON form. */
    default EventType type() {
        return EventType.of(this);
    }
}
