package org.jobledger.engine.ledger;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jobledger.engine.EngineClock;
import org.jobledger.engine.event.ClockJumped;

/**
 * The time of a ledger: the wall clock, but never going back. For the appender's thread alone.
 *
 * <p>After the wall clock was set back, it runs at half speed until the wall clock has caught up. A jump of a second or more, either way,
 * is told so that it can be recorded.
 */
final class LedgerTime {
    private static final long JUMP_MICROS = 1_000_000;

    private final EngineClock clock;
    private long nowMicros;
    private long wallMicros;
    private long nanos;

    /** Goes on from the time of the last event, 0 where there is none. */
    LedgerTime(EngineClock clock, long lastMicros) {
        this.clock = clock;
        this.nowMicros = lastMicros;
        this.wallMicros = lastMicros;
        this.nanos = clock.nanoTime();
    }

    /** A moment as it is stored: microseconds since 1970-01-01T00:00Z. */
    static long micros(Instant at) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at);
    }

    /** The moment that is stored as so many microseconds since 1970-01-01T00:00Z. */
    static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    /** The moment that {@link #read} took, microseconds since 1970-01-01T00:00Z. */
    long micros() {
        return nowMicros;
    }

    /** Reads the clocks for the first time; a jump since the last event is one only where it went back. */
    Optional<ClockJumped> open() {
        long last = nowMicros;
        Optional<ClockJumped> any = read();
        return wallMicros < last ? any : Optional.empty();
    }

    /** Reads the clocks. */
    Optional<ClockJumped> read() {
        Instant wall = clock.instant();
        long newWall = micros(wall);
        long newNanos = clock.nanoTime();
        long passed = (newNanos - nanos) / 1000;
        long jump = newWall - wallMicros - passed;
        nowMicros = Math.max(newWall, nowMicros + passed / 2);
        wallMicros = newWall;
        nanos = newNanos;
        return Math.abs(jump) < JUMP_MICROS
                ? Optional.empty()
                : Optional.of(new ClockJumped(jump / 1000, wall.toString()));
    }
}
