package org.jobledger.engine;

import java.time.Duration;

/**
 * How long a handler has to meet a request to stop; both times count from the request.
 *
 * @param interruptAfter when its thread is interrupted
 * @param abandonAfter when it is given up: what it writes is refused then, and the job keeps its claims until its thread is gone
 */
public record AbortPatience(Duration interruptAfter, Duration abandonAfter) {

    /** Ten seconds, and a minute. */
    public static final AbortPatience DEFAULT = new AbortPatience(Duration.ofSeconds(10), Duration.ofMinutes(1));

    /**
     * Checks both.
     *
     * @throws InvalidRequestException if one is less than a millisecond, or the second is shorter than the first
     */
    public AbortPatience {
        if (interruptAfter.compareTo(Duration.ofMillis(1)) < 0 || abandonAfter.compareTo(interruptAfter) < 0) {
            throw new InvalidRequestException(
                    "a patience of " + interruptAfter + " and then " + abandonAfter + " makes no sense");
        }
    }
}
