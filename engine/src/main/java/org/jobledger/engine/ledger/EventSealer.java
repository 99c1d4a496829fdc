package org.jobledger.engine.ledger;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.jobledger.engine.event.EventType;

/**
 * Gives events their place: position, time, salt and hash. For the appender's thread alone.
 *
 * <p>The time of a group is read once, and never goes back.
 */
final class EventSealer {
    private static final int SALTS_AT_ONCE = 512;

    private final long epoch;
    private final InstantSource clock;
    private final Chain chain = new Chain();
    private final SecureRandom random = new SecureRandom();
    private final byte[] salts = new byte[SALTS_AT_ONCE * StoredEvent.SALT_BYTES];
    private int saltsUsed = SALTS_AT_ONCE;
    private long nowMicros;

    EventSealer(long epoch, InstantSource clock, long lastMicros) {
        this.epoch = epoch;
        this.clock = clock;
        this.nowMicros = lastMicros;
    }

    long epoch() {
        return epoch;
    }

    /** Reads the clock for the events that follow. */
    void tick() {
        nowMicros = Math.max(nowMicros, ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant()));
    }

    long nowMicros() {
        return nowMicros;
    }

    Instant now() {
        return Instant.EPOCH.plus(nowMicros, ChronoUnit.MICROS);
    }

    StoredEvent seal(JournalHead head, long jobId, long jobVersion, EventType type, byte[] payload) {
        StoredEvent open = new StoredEvent(
                head.position() + 1,
                epoch,
                nowMicros,
                jobId,
                jobVersion,
                type.code(),
                type.schema(),
                salt(),
                payload,
                head.hash());
        return open.withHash(chain.link(head.hash(), open));
    }

    private byte[] salt() {
        if (saltsUsed == SALTS_AT_ONCE) {
            random.nextBytes(salts);
            saltsUsed = 0;
        }
        byte[] salt = new byte[StoredEvent.SALT_BYTES];
        System.arraycopy(salts, saltsUsed++ * StoredEvent.SALT_BYTES, salt, 0, salt.length);
        return salt;
    }
}
