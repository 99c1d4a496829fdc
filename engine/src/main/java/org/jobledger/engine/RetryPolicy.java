package org.jobledger.engine;

import java.time.Duration;

/**
 * How often the handler of an idempotent operation is called again after a failure, and how long is waited before: twice as long each
 * time.
 *
 * @param retries how often at most, 0 or more
 * @param firstDelay how long before the first time
 * @param longestDelay how long at most
 */
public record RetryPolicy(int retries, Duration firstDelay, Duration longestDelay) {

    private static final Duration LONGEST = Duration.ofDays(36_500);

    /** A failure is the end. */
    public static final RetryPolicy NONE = new RetryPolicy(0, Duration.ZERO, Duration.ZERO);

    /**
     * Checks all.
     *
     * @throws InvalidRequestException if a value is negative, or the longest delay is shorter than the first or more than 36 500 days
     */
    public RetryPolicy {
        if (retries < 0
                || firstDelay.isNegative()
                || longestDelay.compareTo(firstDelay) < 0
                || longestDelay.compareTo(LONGEST) > 0) {
            throw new InvalidRequestException("retries " + retries + " with delays from " + firstDelay + " to "
                    + longestDelay + " make no sense");
        }
    }

    /**
     * How long to wait before the handler is called again.
     *
     * @param retriesBefore how often it was called again already
     */
    public Duration delay(int retriesBefore) {
        Duration delay = firstDelay;
        for (int i = 0; i < retriesBefore && delay.compareTo(longestDelay) < 0; i++) {
            delay = delay.multipliedBy(2);
        }
        return delay.compareTo(longestDelay) < 0 ? delay : longestDelay;
    }
}
