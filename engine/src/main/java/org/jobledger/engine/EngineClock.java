package org.jobledger.engine;

import java.time.Instant;
import java.time.InstantSource;

/** Where an engine's times come from: the wall clock, which may jump, and a clock that only counts. Thread-safe. */
public interface EngineClock extends InstantSource {

    /** Nanoseconds since some moment; never goes back, not even when the wall clock does. */
    long nanoTime();

    /**
     * A timer by this clock, which an engine uses for all that waits for a time; here by the clock of this machine.
     *
     * @param threadName the name of the thread that calls the tasks, where the timer has one
     */
    default EngineTimer timer(String threadName) {
        return new ThreadTimer(threadName);
    }

    /** The clocks of this machine. */
    static EngineClock system() {
        return new EngineClock() {
            @Override
            public Instant instant() {
                return Instant.now();
            }

            @Override
            public long nanoTime() {
                return System.nanoTime();
            }
        };
    }
}
