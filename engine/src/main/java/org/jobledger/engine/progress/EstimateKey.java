package org.jobledger.engine.progress;

import java.util.Comparator;
import java.util.List;
import org.jobledger.engine.InvalidRequestException;
import org.jobledger.engine.event.Claim;
import org.jobledger.engine.event.ClaimMode;
import org.jobledger.engine.event.Document;
import org.jobledger.engine.event.JobCreated;
import org.jspecify.annotations.Nullable;

/**
 * What jobs have in common so that the earlier ones tell how long the next one takes.
 *
 * @param operation the operation, such as "wipe"
 * @param backend where it runs, such as "pool:images"; empty where that makes no difference
 * @param algorithm how it does the work, such as "nnsa"; empty where there is but one way
 * @param speedLimit the limit it runs under, units per second; 0 for none
 */
public record EstimateKey(String operation, String backend, String algorithm, long speedLimit) {

    /** The limit of a job that had several. */
    static final long MIXED = Long.MAX_VALUE;

    private static final String ALGORITHM = "algorithm";

    /** Refuses a key without an operation and a negative limit. */
    public EstimateKey {
        if (operation.isBlank()) {
            throw new InvalidRequestException("an estimate needs an operation");
        }
        if (speedLimit < 0) {
            throw new InvalidRequestException("speed limit " + speedLimit + " is negative");
        }
    }

    /**
     * The key of a job: its operation, the resource that the first resource it holds is part of (the pool of a volume), and the parameter
     * "algorithm" where it has one.
     */
    public static EstimateKey of(JobCreated job) {
        return of(job.operation(), job.claims(), job.parameters());
    }

    /** The same of a job that was not created yet. */
    public static EstimateKey of(String operation, List<Claim> claims, Document parameters) {
        String place = claims.stream()
                .min(Comparator.comparing((Claim claim) -> claim.mode() != ClaimMode.EXCLUSIVE))
                .map(claim -> claim.resource().parent())
                .map(parent -> parent.kind() + ":" + parent.path())
                .orElse("");
        boolean named = parameters.json().contains(ALGORITHM);
        return new EstimateKey(
                operation, place, named && parameters.value(ALGORITHM) instanceof String name ? name : "", 0);
    }

    /** The key of an operation that has one backend, one algorithm and no limit. */
    public static EstimateKey of(String operation) {
        return new EstimateKey(operation, "", "", 0);
    }

    /** The same under another speed limit, units per second; 0 for none. */
    public EstimateKey limited(long unitsPerSecond) {
        return speedLimit == unitsPerSecond ? this : new EstimateKey(operation, backend, algorithm, unitsPerSecond);
    }

    static EstimateKey exchange(Exchange with, @Nullable EstimateKey now) {
        EstimateKey some = now == null ? of("?") : now;
        return new EstimateKey(
                with.text(some.operation),
                with.text(some.backend),
                with.text(some.algorithm),
                with.whole(some.speedLimit));
    }
}
