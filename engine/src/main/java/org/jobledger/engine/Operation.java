package org.jobledger.engine;

import org.jobledger.engine.event.RecoveryPolicy;

/**
 * A kind of async job that an engine can run.
 *
 * @param name the name that jobs ask for: 1 to 64 letters, digits, '-' and '_'
 * @param version the version of the handler, from 1; a job that was cut off is only given to a handler of its own version
 * @param policy what shall happen to a job that a crash cut off
 * @param handler the code
 * @param retries how often its handler is called again after a failure; only where that does no harm
 */
public record Operation(String name, int version, RecoveryPolicy policy, JobHandler handler, RetryPolicy retries) {

    /**
     * Checks name and version.
     *
     * @throws InvalidRequestException if one of them is not allowed
     */
    public Operation {
        if (!name.matches("[A-Za-z0-9_-]{1,64}")) {
            throw new InvalidRequestException(
                    "operation name '" + name + "' is not 1 to 64 letters, digits, '-' or '_'");
        }
        if (version < 1) {
            throw new InvalidRequestException("version of operation '" + name + "' is " + version + ", below 1");
        }
    }

    /** An operation whose handler is of version 1. */
    public static Operation of(String name, RecoveryPolicy policy, JobHandler handler) {
        return new Operation(name, 1, policy, handler);
    }

    /** An operation whose failures are final. */
    public Operation(String name, int version, RecoveryPolicy policy, JobHandler handler) {
        this(name, version, policy, handler, RetryPolicy.NONE);
    }

    /** The same, declared idempotent: after a failure its handler is called again, from its newest checkpoint. */
    public Operation retrying(RetryPolicy newRetries) {
        return new Operation(name, version, policy, handler, newRetries);
    }
}
