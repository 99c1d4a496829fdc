package org.jobledger.engine.progress;

import org.jobledger.engine.InvalidRequestException;

/**
 * What jobs have in common so that the earlier ones tell how long the next one takes.
 *
 * @param operation the operation, such as "wipe"
 * @param backend where it runs, such as "dir"; empty where that makes no difference
 * @param algorithm how it does the work, such as "nnsa"; empty where there is but one way
 * @param speedLimit the limit it runs under, units per second; 0 for none
 */
public record EstimateKey(String operation, String backend, String algorithm, long speedLimit) {

    /** Refuses a key without an operation and a negative limit. */
    public EstimateKey {
        if (operation.isBlank()) {
            throw new InvalidRequestException("an estimate needs an operation");
        }
        if (speedLimit < 0) {
            throw new InvalidRequestException("speed limit " + speedLimit + " is negative");
        }
    }

    /** The key of an operation that has one backend, one algorithm and no limit. */
    public static EstimateKey of(String operation) {
        return new EstimateKey(operation, "", "", 0);
    }
}
