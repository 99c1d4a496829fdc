package org.jobledger.engine.ledger;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import org.jobledger.engine.event.ClockJumped;
import org.jobledger.engine.event.EventType;

/**
 * Gives events their place: position, time, salt and hash. For the appender's thread alone.
 *
 * <p>The time of a group is read once, and never goes back.
 */
final class EventSealer {
    private static final int SALTS_AT_ONCE = 512;

    private final long epoch;
    private final LedgerTime time;
    private final Chain chain = new Chain();
    private final SecureRandom random = new SecureRandom();
    private final byte[] salts = new byte[SALTS_AT_ONCE * StoredEvent.SALT_BYTES];
    private int saltsUsed = SALTS_AT_ONCE;

    EventSealer(long epoch, LedgerTime time) {
        this.epoch = epoch;
        this.time = time;
    }

    long epoch() {
        return epoch;
    }

    /** Reads the clock for the events that follow; a jump of it is to be recorded first. */
    Optional<ClockJumped> tick() {
        return time.read();
    }

    long nowMicros() {
        return time.micros();
    }

    Instant now() {
        return LedgerTime.instant(time.micros());
    }

    StoredEvent seal(JournalHead head, long jobId, long jobVersion, EventType type, byte[] payload) {
        StoredEvent open = new StoredEvent(
                head.position() + 1,
                epoch,
                time.micros(),
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
