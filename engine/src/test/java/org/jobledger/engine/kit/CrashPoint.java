package org.jobledger.engine.kit;

import java.util.List;
import org.jobledger.engine.event.EventType;
import org.jobledger.engine.ledger.StoredEvent;
import org.jspecify.annotations.Nullable;

/**
 * A point at which an engine is killed: a moment in the way of a certain event to the disk. Events are counted from
 * {@link TestEngine#crashAt} on, from 1.
 *
 * @param moment how far the event has come
 * @param type the type of the event, or null for any
 * @param count which of these events
 */
public record CrashPoint(Moment moment, @Nullable EventType type, int count) {

    /** How far an event has come when the engine is killed. */
    public enum Moment {
        /** Its group is written but not forced: after a kill it is there, after a power cut it may be. */
        BEFORE_FORCE,
        /** Its group is forced, and nobody was told. */
        AFTER_FORCE,
        /** It is in the journal and acknowledged, but not in the tables. */
        BEFORE_TABLES
    }

    /**
     * Checks the count.
     *
     * @throws IllegalArgumentException if it is below 1
     */
    public CrashPoint {
        if (count < 1) {
            throw new IllegalArgumentException("events are counted from 1, not from " + count);
        }
    }

    /** When the n-th event of a type is written but not forced. */
    public static CrashPoint beforeForce(EventType type, int n) {
        return new CrashPoint(Moment.BEFORE_FORCE, type, n);
    }

    /** When the n-th event of a type is durable, before anybody is told: the latest crash that a caller cannot tell from an earlier one. */
    public static CrashPoint afterForce(EventType type, int n) {
        return new CrashPoint(Moment.AFTER_FORCE, type, n);
    }

    /** When the n-th event of a type is durable and acknowledged, but the tables do not have it. */
    public static CrashPoint beforeTables(EventType type, int n) {
        return new CrashPoint(Moment.BEFORE_TABLES, type, n);
    }

    /** When the n-th event, whatever it is, is durable, before anybody is told. */
    public static CrashPoint afterEvent(int n) {
        return new CrashPoint(Moment.AFTER_FORCE, null, n);
    }

    /** When the n-th checkpoint is durable, before its handler is told. */
    public static CrashPoint afterCheckpoint(int n) {
        return afterForce(EventType.CHECKPOINT_REACHED, n);
    }

    int in(List<StoredEvent> group) {
        return Math.toIntExact(group.stream()
                .filter(event -> type == null || event.typeCode() == type.code())
                .count());
    }
}
