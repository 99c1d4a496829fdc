package org.jobledger.engine.ledger;

import java.time.Instant;
import org.jobledger.engine.event.Event;
import org.jobledger.engine.event.EventJson;
import org.jobledger.engine.event.EventType;
import org.jobledger.engine.event.RecordedEvent;
import org.jobledger.engine.event.UnknownEventException;

/**
 * An event as it stands on disk, in the journal and in the event table alike: header, salt, exact payload bytes, and its link in the
 * hash chain.
 *
 * <p>The arrays are not copied; nobody changes them.
 *
 * @param position its number in the ledger, from 1
 * @param epoch the opening in which it was written
 * @param atMicros the ledger's time, microseconds since 1970-01-01T00:00Z
 * @param jobId the job it belongs to, or 0
 * @param jobVersion its number among the events of its job, or 0
 * @param typeCode the {@link EventType#code()}
 * @param schema the version of the payload's shape
 * @param salt 16 random bytes, hashed with the payload so that a dropped payload cannot be guessed
 * @param payload the event's JSON, UTF-8
 * @param hash the SHA-256 that chains it, see {@link Chain}
 */
@SuppressWarnings("ArrayRecordComponent")
public record StoredEvent(
        long position,
        long epoch,
        long atMicros,
        long jobId,
        long jobVersion,
        int typeCode,
        int schema,
        byte[] salt,
        byte[] payload,
        byte[] hash) {

    /** The length of a salt, bytes. */
    public static final int SALT_BYTES = 16;
    /** The length of a hash, bytes. */
    public static final int HASH_BYTES = 32;

    /**
     * The event that it stands for.
     *
     * @throws UnknownEventException if this build cannot read it; the message names its type code and schema version
     */
    public RecordedEvent decode() {
        return new RecordedEvent(position, epoch, at(), jobId, jobVersion, event());
    }

    private Event event() {
        try {
            return EventJson.decode(EventType.ofCode(typeCode), schema, payload);
        } catch (UnknownEventException e) {
            throw new UnknownEventException(
                    "an event of type code " + typeCode + ", schema version " + schema + ": " + e.getMessage(), e);
        }
    }

    /** The ledger's time when it was written. */
    public Instant at() {
        return LedgerTime.instant(atMicros);
    }

    StoredEvent withHash(byte[] newHash) {
        return new StoredEvent(position, epoch, atMicros, jobId, jobVersion, typeCode, schema, salt, payload, newHash);
    }
}
